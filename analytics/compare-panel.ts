import { type Arrangement, arrange } from "./arrange.ts";
import {
  type Comparison,
  type Contrast,
  independentContrast,
  type TestOptions,
  testContrasts,
} from "./comparison.ts";
import { compile, type Plan } from "./compile.ts";
import { type Condensed, condense } from "./condense.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import { influencesOf } from "./influence.ts";
import { measure } from "./measure.ts";
import type { Cell, Moments, Stratum } from "./moments.ts";
import {
  type OverlapSums,
  overlapCorrection,
  overlapCovariance,
  stratumIdentity,
} from "./overlap-covariance.ts";
import { phaseShares } from "./phase-shares.ts";
import type { Reading } from "./reading.ts";
import { readingsOf } from "./reading-table.ts";
import { measuresAlone } from "./record-variance.ts";

/** Households that answered in both waves, with what they said. */
export type PanelOverlap = {
  readonly households: number;
  /** The cell each household's answer stands in: a place in the moments' `cells`. */
  readonly beforeCell: ArrayLike<number>;
  readonly afterCell: ArrayLike<number>;
  /** By column of the moments of that wave, each household's value; NaN without one. */
  readonly before: readonly Float64Array[];
  readonly after: readonly Float64Array[];
};

/** How one wave's answers move its readings. */
type Wave = {
  readonly plan: Plan;
  readonly arrangement: Arrangement;
  readonly readings: readonly Reading[];
  /** By place of the moments' cells: the group's number and what an answer there does, heavy with its weight. */
  readonly pulls: readonly (Pull | undefined)[];
  readonly strata: ReadonlyMap<string, Stratum>;
};

/** Influence of an answer on every node: leaves start[node] … start[node + 1] − 1. */
type Pull = {
  readonly group: number;
  readonly stratum: number;
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly reach: Float64Array;
  readonly level: Float64Array;
};

function pullsOf(
  plan: Plan,
  condensed: Condensed,
  moments: Moments,
  options: EvaluateOptions,
): readonly (Pull | undefined)[] {
  const { arrangement } = condensed;
  const shares =
    options.estimand === "phase-standardised" ? phaseShares(plan, condensed, options.phases) : undefined;
  const placeOf = new Map<Cell, number>(moments.cells.map((cell, place) => [cell, place]));
  const pulls: (Pull | undefined)[] = moments.cells.map(() => undefined);
  const numbers = new Map(arrangement.cells.map((cell, at) => [cell, at]));
  for (let g = 0; g < arrangement.groups.length; g++) {
    for (const [cell, influences] of influencesOf(plan, condensed, g, shares)) {
      const weight = arrangement.weight[numbers.get(cell) ?? 0] ?? 0;
      const start = [0];
      const [column, reach, level]: [number[], number[], number[]] = [[], [], []];
      for (const influence of influences) {
        for (let k = 0; k < plan.columns.length; k++) {
          const pull = influence.reach[k] ?? 0;
          if (pull === 0) continue;
          column.push(k);
          reach.push(weight * pull);
          level.push(weight * (influence.level[k] ?? 0));
        }
        start.push(column.length);
      }
      pulls[placeOf.get(cell) ?? -1] = {
        group: g,
        stratum: arrangement.design.placeOf.get(cell.stratum) ?? 0,
        start: Int32Array.from(start),
        column: Int32Array.from(column),
        reach: Float64Array.from(reach),
        level: Float64Array.from(level),
      };
    }
  }
  return pulls;
}

function waveOf(definition: IndexDefinition, moments: Moments, options: EvaluateOptions): Wave {
  const plan = compile(definition, moments.columns, moments.bases);
  const condensed = condense(arrange(definition, moments, options));
  return {
    plan,
    arrangement: condensed.arrangement,
    readings: readingsOf(measure(plan, condensed, options)),
    pulls: pullsOf(plan, condensed, moments, options),
    strata: new Map(moments.strata.map((stratum) => [stratum.key, stratum])),
  };
}

/** Influence of one household's answers on every node. */
function influenceOf(
  { start, column, reach, level }: Pull,
  values: readonly Float64Array[],
  household: number,
  into: Float64Array,
): void {
  for (let node = 0; node + 1 < start.length; node++) {
    let sum = 0;
    for (let at = start[node] as number; at < (start[node + 1] as number); at++) {
      const value = values[column[at] as number]?.[household] ?? Number.NaN;
      if (!Number.isNaN(value)) sum += (reach[at] as number) * value - (level[at] as number);
    }
    into[node] = sum;
  }
}

function stratumName({ arrangement, strata }: Wave, place: number): string {
  const [key = ""] = arrangement.design.strata[place]?.keys ?? [];
  const stratum = strata.get(key);
  return stratum === undefined ? key : stratumIdentity(stratum);
}

/** By group of the later wave, the sums of its households that were in the same group before. */
function overlapSums(
  before: Wave,
  after: Wave,
  overlap: PanelOverlap,
  sameGroup: (later: number) => number | undefined,
) {
  const width = after.plan.nodes.length;
  const groups = new Map<number, Map<string, OverlapSums>>();
  const [then, now] = [new Float64Array(width), new Float64Array(width)];
  for (let household = 0; household < overlap.households; household++) {
    const [past, present] = [
      before.pulls[overlap.beforeCell[household] ?? -1],
      after.pulls[overlap.afterCell[household] ?? -1],
    ];
    if (!past || !present || sameGroup(present.group) !== past.group) continue;
    influenceOf(past, overlap.before, household, then);
    influenceOf(present, overlap.after, household, now);
    const pairs = groups.get(present.group) ?? new Map<string, OverlapSums>();
    groups.set(present.group, pairs);
    const key = `${past.stratum}/${present.stratum}`;
    const sums = pairs.get(key) ?? {
      before: past.stratum,
      after: present.stratum,
      units: 0,
      first: new Float64Array(width),
      second: new Float64Array(width),
      product: new Float64Array(width),
    };
    pairs.set(key, sums);
    sums.units++;
    for (let node = 0; node < width; node++) {
      const [z1, z2] = [then[node] as number, now[node] as number];
      sums.first[node] = (sums.first[node] as number) + z1;
      sums.second[node] = (sums.second[node] as number) + z2;
      sums.product[node] = (sums.product[node] as number) + z1 * z2;
    }
  }
  return groups;
}

/** Strata of a group, by name. */
function strataOf(wave: Wave, group: number): ReadonlySet<string> {
  const { arrangement } = wave;
  const names = new Set<string>();
  for (let part = arrangement.partStart[group] ?? 0; part < (arrangement.partStart[group + 1] ?? 0); part++)
    for (let at = arrangement.cellStart[part] ?? 0; at < (arrangement.cellStart[part + 1] ?? 0); at++) {
      const cell = arrangement.cells[at];
      if (cell) names.add(stratumName(wave, arrangement.design.placeOf.get(cell.stratum) ?? 0));
    }
  return names;
}

/**
 * Change from one wave to the next where households answered in both: V = V₁ + V₂ − 2·Cov, the covariance by direct
 * linearisation over the households of the overlap (methodology: both waves stacked, the household the sampling unit).
 * Groups without such households are compared as independent samples. With a complete panel in fixed strata this is
 * the variance of R's survey package on the stacked file; with a partial one it is Tam's (1984) estimate.
 * Degrees of freedom: households of either wave less strata. The default inference is "process".
 * @param overlap whose columns and cells are those of the moments
 */
export function comparePanel(
  definition: IndexDefinition,
  before: Moments,
  after: Moments,
  overlap: PanelOverlap,
  options: EvaluateOptions & TestOptions,
): Comparison[] {
  const asked: EvaluateOptions = { inference: "process", ...options };
  const [earlier, later] = [waveOf(definition, before, asked), waveOf(definition, after, asked)];
  const width = later.plan.nodes.length;
  const placeOf = new Map(earlier.arrangement.groups.map((group, g) => [JSON.stringify(group), g]));
  const sameGroup = (g: number) => placeOf.get(JSON.stringify(later.arrangement.groups[g]));
  const sums = overlapSums(earlier, later, overlap, sameGroup);
  const finite = asked.inference !== "process";
  const contrasts = later.arrangement.groups.flatMap((_, g): Contrast[] => {
    const past = sameGroup(g);
    if (past === undefined) return [];
    const pairs = [...(sums.get(g)?.values() ?? [])];
    const shared = pairs.reduce((count, { units }) => count + units, 0);
    const covariance = overlapCovariance(pairs, width, ({ before: a, after: b, units }) => {
      const [one, two] = [earlier.arrangement.design.strata[a], later.arrangement.design.strata[b]];
      if (!finite || !one || !two || stratumName(earlier, a) !== stratumName(later, b)) return 1;
      const sampled = ({ respondents, population }: typeof one) => ({ units: respondents, population });
      return overlapCorrection(sampled(one), sampled(two), units);
    });
    const [own, other] = [strataOf(earlier, past), strataOf(later, g)];
    const degrees =
      (earlier.arrangement.degrees[past] ?? 0) +
      (later.arrangement.degrees[g] ?? 0) +
      own.size +
      other.size -
      shared -
      new Set([...own, ...other]).size;
    return later.readings.slice(g * width, (g + 1) * width).flatMap((reading, node): Contrast[] => {
      const old = earlier.readings[past * width + node];
      if (old === undefined) return [];
      const contrast = independentContrast(old, reading);
      const alone = shared === 0 || measuresAlone(later.plan, node).length > 0;
      if (alone || contrast.se === undefined) return [contrast];
      const variance = contrast.se ** 2 - 2 * (covariance[node] ?? 0);
      const noise = 1e-12 * contrast.se ** 2;
      return [{ ...contrast, se: variance > noise ? Math.sqrt(variance) : 0, df: degrees }];
    });
  });
  return testContrasts(contrasts, options);
}
