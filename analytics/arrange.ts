import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import type { Cell, Moments, Stratum } from "./moments.ts";
import { type RecordLevel, recordLevels } from "./record-levels.ts";
import { type Design, designOf } from "./stratum-design.ts";

export type Group = Readonly<Record<string, string>>;

/**
 * Cells put in the order of their groups, with the numbers of the sampling design beside them.
 * A group is one part, or one part a phase when the estimand standardises phases.
 */
export type Arrangement = {
  /** Numbers of columns and of bases of the moments. */
  readonly columns: number;
  readonly bases: number;
  readonly groups: readonly Group[];
  readonly design: Design;
  /** Group g has the parts partStart[g] … partStart[g + 1] − 1, part p the cells cellStart[p] … cellStart[p + 1] − 1. */
  readonly partStart: Int32Array;
  readonly cellStart: Int32Array;
  /** The part's phase when it is a single one, and its group. */
  readonly partPhase: readonly (string | undefined)[];
  readonly partGroup: readonly number[];
  readonly cells: readonly Cell[];
  /** The whole sample, with a respondent's weight. */
  readonly whole: readonly { readonly cell: Cell; readonly weight: number }[];
  /** By cell: weight of a respondent. */
  readonly weight: Float64Array;
  /** By cell: (1−f)·n/(n−1) · weight², what a squared influence without its weight adds to the variance; n/(n−1) is 1 for a single respondent. */
  readonly spread: Float64Array;
  /** By cell: share of the stratum's owners who answered; 0 where inference is about a process. */
  readonly sampled: Float64Array;
  /** By cell: the stratum's number within its group. */
  readonly local: Int32Array;
  /** By group and local stratum (localStart[g] + number): (1−f)/(n−1), what a squared stratum total takes off; 0 for a single respondent. */
  readonly localStart: Int32Array;
  readonly centre: Float64Array;
  /** By group. */
  readonly degrees: Float64Array;
  readonly population: Float64Array;
  readonly populationCovered: Float64Array;
  /** Share of the owners who answered, averaged over the owners the answers stand for; 0 where inference is about a process. */
  readonly fraction: Float64Array;
  /** Operational records by source. */
  readonly records: readonly (ReadonlyMap<string, RecordLevel> | undefined)[];
};

function keyOf(group: Group, by: readonly string[]): string {
  return JSON.stringify(
    by.map((column) => {
      const value = group[column];
      if (value === undefined)
        throw new Error(`the cells have no grouping column ${column}: reduce with it among the cuts`);
      return value;
    }),
  );
}

/** Value of a grouping column that holds for a whole stratum. */
function attribute(stratum: Stratum, column: string): string | undefined {
  if (stratum.group && column in stratum.group) return stratum.group[column];
  return column === "project" || column === "phase" || column === "region" ? stratum[column] : undefined;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Owners of each group, where every stratum the group touches lies in it as a whole. */
function populations(
  moments: Moments,
  by: readonly string[],
  keys: readonly string[],
): readonly [Float64Array, Float64Array] {
  const all = new Float64Array(keys.length);
  const covered = new Float64Array(keys.length);
  const placeOf = new Map(keys.map((key, place) => [key, place]));
  const cellsOf = Map.groupBy(moments.cells, (cell) => cell.stratum);
  for (const stratum of moments.strata) {
    const cells = (cellsOf.get(stratum.key) ?? []).filter((cell) => cell.respondents > 0);
    const touched = new Set(cells.map((cell) => keyOf(cell.group, by)));
    const whole =
      touched.size === 1 && cells.reduce((sum, cell) => sum + cell.respondents, 0) === stratum.respondents;
    if (touched.size === 0) {
      const values = by.map((column) => attribute(stratum, column));
      const place = values.includes(undefined) ? undefined : placeOf.get(JSON.stringify(values));
      if (place !== undefined && stratum.respondents === 0)
        all[place] = (all[place] ?? 0) + (stratum.population ?? Number.NaN);
    } else {
      for (const key of touched) {
        const place = placeOf.get(key);
        if (place === undefined) continue;
        const owners = whole ? (stratum.population ?? Number.NaN) : Number.NaN;
        all[place] = (all[place] ?? 0) + owners;
        covered[place] = (covered[place] ?? 0) + owners;
      }
    }
  }
  return [all, covered];
}

/** Mean sampled share of each group's strata, weighed by the owners its answers stand for. */
function averageFractions(
  keys: readonly string[],
  parts: readonly { readonly key: string; readonly owners: number; readonly fraction: number }[],
): Float64Array {
  const sums = new Map(keys.map((key) => [key, { owners: 0, sampled: 0 }]));
  for (const { key, owners, fraction } of parts) {
    const sum = sums.get(key);
    if (sum === undefined) continue;
    sum.owners += owners;
    sum.sampled += owners * fraction;
  }
  return Float64Array.from(keys, (key) => {
    const { owners, sampled } = sums.get(key) ?? { owners: 0, sampled: 0 };
    return owners === 0 ? 0 : sampled / owners;
  });
}

/** Sorts the cells into groups by the columns asked for. The order of groups is that of their values, column by column. */
export function arrange(
  definition: IndexDefinition,
  moments: Moments,
  options: EvaluateOptions,
): Arrangement {
  const unweighted = options.estimand === "unweighted";
  const standardised = options.estimand === "phase-standardised";
  const design = designOf(
    unweighted && definition.emptyStratum === "error" ? { ...definition, emptyStratum: "drop" } : definition,
    moments.strata,
  );
  const strata = new Map(moments.strata.map((stratum) => [stratum.key, stratum]));
  const phaseOf = (cell: Cell) => cell.group.phase ?? strata.get(cell.stratum)?.phase;
  const counted = moments.cells.filter((cell) => cell.respondents > 0 && design.placeOf.has(cell.stratum));
  const phases = new Set(counted.map(phaseOf));
  const splits = options.by.includes("phase") || standardised || phases.size === 1;

  const rows = counted.map((cell) => ({
    cell,
    key: keyOf(cell.group, options.by),
    phase: splits ? phaseOf(cell) : undefined,
    place: design.placeOf.get(cell.stratum) ?? 0,
  }));
  rows.sort(
    (a, b) => compareText(a.key, b.key) || compareText(a.phase ?? "", b.phase ?? "") || a.place - b.place,
  );

  const keys = [...new Set(rows.map((row) => row.key))];
  if (options.by.length === 0 && keys.length === 0) keys.push("[]");
  const partStart = [0];
  const cellStart = [0];
  const partPhase: (string | undefined)[] = [];
  const partGroup: number[] = [];
  const local = new Int32Array(rows.length);
  const localStart = [0];
  const centre: number[] = [];
  const degrees = new Float64Array(keys.length);
  const correction = (fraction: number) => (options.inference === "process" ? 1 : 1 - fraction);
  let next = 0;
  for (const [g, key] of keys.entries()) {
    const numbers = new Map<number, number>();
    for (; rows[next]?.key === key; next++) {
      const row = rows[next];
      if (row === undefined) break;
      const before = rows[next - 1];
      if (before === undefined || before.key !== key || before.phase !== row.phase) {
        partPhase.push(row.phase);
        partGroup.push(g);
        cellStart[partPhase.length - 1] = next;
      }
      let number = numbers.get(row.place);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(row.place, number);
        const stratum = design.strata[row.place];
        const n = stratum?.respondents ?? 1;
        centre.push(n > 1 ? correction(stratum?.fraction ?? 0) / (n - 1) : 0);
        degrees[g] = (degrees[g] ?? 0) + n - 1;
      }
      local[next] = number;
    }
    partStart[g + 1] = partPhase.length;
    localStart[g + 1] = centre.length;
  }
  cellStart[partPhase.length] = rows.length;

  const weightOf = (place: number) => (unweighted ? 1 : (design.strata[place]?.weight ?? 1));
  const fraction = averageFractions(
    keys,
    rows.map(({ key, cell, place }) => ({
      key,
      owners: cell.respondents * weightOf(place),
      fraction: 1 - correction(design.strata[place]?.fraction ?? 0),
    })),
  );
  const records = moments.records && recordLevels(moments.records, options.by, keyOf);
  const [population, populationCovered] = populations(moments, options.by, keys);
  return {
    columns: moments.columns.length,
    bases: moments.bases.length,
    groups: keys.map((key) => {
      const values = JSON.parse(key) as string[];
      return Object.fromEntries(options.by.map((column, place) => [column, values[place] ?? ""]));
    }),
    design,
    partStart: Int32Array.from(partStart),
    cellStart: Int32Array.from(cellStart),
    partPhase,
    partGroup,
    cells: rows.map((row) => row.cell),
    whole: (moments.whole ?? moments.cells).flatMap((cell) => {
      const place = design.placeOf.get(cell.stratum);
      return place === undefined || cell.respondents === 0 ? [] : [{ cell, weight: weightOf(place) }];
    }),
    weight: Float64Array.from(rows, (row) => weightOf(row.place)),
    spread: Float64Array.from(rows, (row) => {
      const stratum = design.strata[row.place];
      const n = stratum?.respondents ?? 1;
      return correction(stratum?.fraction ?? 0) * (n > 1 ? n / (n - 1) : 1) * weightOf(row.place) ** 2;
    }),
    sampled: Float64Array.from(rows, (row) => 1 - correction(design.strata[row.place]?.fraction ?? 0)),
    local,
    localStart: Int32Array.from(localStart),
    centre: Float64Array.from(centre),
    degrees,
    population,
    populationCovered,
    fraction,
    records: keys.map((key) => records?.get(key)),
  };
}
