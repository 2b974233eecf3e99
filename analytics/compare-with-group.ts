import { type Arrangement, arrange, type Group } from "./arrange.ts";
import { type Comparison, type Contrast, type TestOptions, testContrasts } from "./comparison.ts";
import { compile, type Plan } from "./compile.ts";
import { type Condensed, condense } from "./condense.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import { combineInfluences, type Influence, influenceSums, influencesOf } from "./influence.ts";
import { measure } from "./measure.ts";
import type { Cell, Moments } from "./moments.ts";
import { climb, partSums, readPart } from "./part-values.ts";
import { type PhaseShares, phaseShares } from "./phase-shares.ts";
import type { Reading } from "./reading.ts";
import { readingsOf } from "./reading-table.ts";
import { addRecordReach, recordGap, recordReach } from "./record-variance.ts";

/** What a group's variances are made of: by stratum of the group and node, Σ spread·z² and Σ weight·z; by cell likewise. */
type GroupSpread = {
  readonly influences: ReadonlyMap<Cell, readonly Influence[]>;
  readonly placeOf: ReadonlyMap<Cell, number>;
  readonly squares: Float64Array;
  readonly totals: Float64Array;
};

function addTo(sums: Float64Array, at: number, amount: number): void {
  sums[at] = (sums[at] ?? 0) + amount;
}

/** Nodes of a plan whose gaps are asked for, by their place in it. */
type Wanted = { readonly plan: Plan; readonly nodes: readonly number[] };

/** Adds a cell's influence on every node that is wanted, or takes it out with sign −1. */
function addCell(
  { plan, nodes }: Wanted,
  arrangement: Arrangement,
  place: number,
  influenceOn: (node: number) => Influence | undefined,
  sign: number,
  spread: Pick<GroupSpread, "squares" | "totals">,
): void {
  const cell = arrangement.cells[place];
  if (cell === undefined) return;
  const row = (arrangement.local[place] ?? 0) * plan.nodes.length;
  for (const node of nodes) {
    const influence = influenceOn(node);
    if (influence === undefined) continue;
    const { total, square } = influenceSums(cell, influence);
    addTo(spread.squares, row + node, sign * (arrangement.spread[place] ?? 0) * square);
    addTo(spread.totals, row + node, sign * (arrangement.weight[place] ?? 0) * total);
  }
}

function spreadOfGroup(
  wanted: Wanted,
  condensed: Condensed,
  g: number,
  shares: PhaseShares | undefined,
): GroupSpread {
  const { plan } = wanted;
  const { arrangement } = condensed;
  const strata = (arrangement.localStart[g + 1] ?? 0) - (arrangement.localStart[g] ?? 0);
  const sums = () => new Float64Array(strata * plan.nodes.length);
  const influences = influencesOf(plan, condensed, g, shares);
  const placeOf = new Map(arrangement.cells.map((cell, place) => [cell, place]));
  const spread = { influences, placeOf, squares: sums(), totals: sums() };
  for (const [cell, ofNodes] of influences)
    addCell(wanted, arrangement, placeOf.get(cell) ?? 0, (node) => ofNodes[node], 1, spread);
  return spread;
}

/** Variance of unit − group by node: where the unit answered, its influence and the group's pull against each other. */
function gapVariances(
  wanted: Wanted,
  arrangement: Arrangement,
  g: number,
  group: GroupSpread,
  unit: ReadonlyMap<Cell, readonly Influence[]>,
): Float64Array {
  const width = wanted.plan.nodes.length;
  const gap = { squares: group.squares.slice(), totals: group.totals.slice() };
  for (const [cell, own] of unit) {
    const place = group.placeOf.get(cell) ?? 0;
    const whole = group.influences.get(cell) ?? [];
    addCell(wanted, arrangement, place, (node) => whole[node], -1, gap);
    const pull = (node: number) => {
      const influence = own[node];
      return influence && combineInfluences(1, whole[node] ?? influence, -1, influence);
    };
    addCell(wanted, arrangement, place, pull, 1, gap);
  }
  const first = arrangement.localStart[g] ?? 0;
  const variances = new Float64Array(width);
  for (let h = first; h < (arrangement.localStart[g + 1] ?? 0); h++) {
    for (const node of wanted.nodes) {
      const at = (h - first) * width + node;
      const total = gap.totals[at] ?? 0;
      addTo(variances, node, (gap.squares[at] ?? 0) - (arrangement.centre[h] ?? 0) * total * total);
    }
  }
  return variances;
}

/** What a group's operational records move, over all its parts. */
function recordsOfGroup(plan: Plan, condensed: Condensed, g: number, shares: PhaseShares | undefined) {
  const reach = recordReach(plan);
  if (reach === undefined) return undefined;
  const { arrangement } = condensed;
  const sums = partSums(plan);
  for (let part = arrangement.partStart[g] ?? 0; part < (arrangement.partStart[g + 1] ?? 0); part++) {
    readPart(plan, condensed, part, sums);
    climb(plan, arrangement.partPhase[part], sums);
    addRecordReach(plan, sums, shares?.share[part] ?? new Float64Array(plan.nodes.length).fill(1), reach);
  }
  return { reach, levels: arrangement.records[g] };
}

function keyWithin(group: Group, within: readonly string[]): string {
  return JSON.stringify(within.map((column) => group[column]));
}

function contrastOf(after: Reading, before: Reading, variance: number): Contrast {
  const known = after.value !== undefined && before.value !== undefined;
  // Below that share of the two variances the gap's is rounding: a unit that is its whole group.
  const noise = 1e-13 * ((after.se ?? 0) ** 2 + (before.se ?? 0) ** 2);
  return {
    after,
    before,
    difference: known ? (after.value ?? 0) - (before.value ?? 0) : undefined,
    se: known ? (variance > noise ? Math.sqrt(variance) : 0) : undefined,
    df: after.df,
  };
}

/**
 * Each unit against the group it is part of, e.g. projects against their region: the gap, its standard error with the
 * covariance that comes from the unit being inside the group (influence z_unit − z_group), and a verdict.
 * Compared at the same time and under the same definition; the default inference is "process".
 * The unit's own degrees of freedom are used, since the gap's error is mostly the unit's.
 * @param options `by` names the units and `within` the groups, some of the columns of `by`; [] is the whole. `only` names the nodes
 *   that are compared, and so tested together; all when left out
 */
export function compareWithGroup(
  definition: IndexDefinition,
  moments: Moments,
  options: EvaluateOptions &
    TestOptions & { readonly within: readonly string[]; readonly only?: ReadonlySet<string> },
): Comparison[] {
  const stray = options.within.find((column) => !options.by.includes(column));
  if (stray !== undefined)
    throw new Error(`units by ${options.by.join(", ")} do not lie within groups by ${stray}`);
  const asked: EvaluateOptions = { inference: "process", ...options };
  const plan = compile(definition, moments.columns, moments.bases);
  const units = condense(arrange(definition, moments, asked));
  const groups = condense(arrange(definition, moments, { ...asked, by: options.within }));
  const [unitReadings, groupReadings] = [units, groups].map((condensed) => {
    const readings = readingsOf(measure(plan, condensed, asked));
    return Map.groupBy(readings, (reading) => keyWithin(reading.group, options.within));
  });
  const [unitShares, groupShares] = [units, groups].map((condensed) =>
    asked.estimand === "phase-standardised" ? phaseShares(plan, condensed, asked.phases) : undefined,
  );
  const width = plan.nodes.length;
  const wanted: Wanted = {
    plan,
    nodes: [...plan.nodes.keys()].filter((node) => options.only?.has(plan.nodes[node] as string) ?? true),
  };
  const contrasts = groups.arrangement.groups.flatMap((group, g) => {
    const key = keyWithin(group, options.within);
    const whole = groupReadings?.get(key) ?? [];
    const members = unitReadings?.get(key) ?? [];
    const spread = spreadOfGroup(wanted, groups, g, groupShares);
    const records = asked.inference === "process" ? recordsOfGroup(plan, groups, g, groupShares) : undefined;
    const starts = Array.from({ length: members.length / width }, (_, at) => at * width);
    return starts.flatMap((start) => {
      const u = units.arrangement.groups.indexOf(members[start]?.group ?? {});
      const variances = gapVariances(
        wanted,
        groups.arrangement,
        g,
        spread,
        influencesOf(plan, units, u, unitShares),
      );
      const own = records && recordsOfGroup(plan, units, u, unitShares);
      return wanted.nodes.map((node) => {
        const ofRecords = own ? recordGap(own, records, width, node) : 0;
        return contrastOf(
          members[start + node] as Reading,
          whole[node] as Reading,
          (variances[node] ?? 0) + ofRecords,
        );
      });
    });
  });
  return testContrasts(contrasts, options);
}
