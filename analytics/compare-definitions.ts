import { type Arrangement, arrange } from "./arrange.ts";
import { compile } from "./compile.ts";
import { condense } from "./condense.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import { combineInfluences, influenceSums, influencesOf } from "./influence.ts";
import { measure } from "./measure.ts";
import type { Cell, Moments } from "./moments.ts";
import { phaseShares } from "./phase-shares.ts";
import type { Reading } from "./reading.ts";
import { readingsOf } from "./reading-table.ts";

/** One node of one group under two definitions, the answers being the same. */
export type DefinitionShift = {
  readonly before: Reading;
  readonly after: Reading;
  /** After − before; undefined where either has no value. */
  readonly difference: number | undefined;
  /** Of the difference: small, as the same answers make both. */
  readonly se: number | undefined;
};

type Side = ReturnType<typeof sideOf>;

/** The same cells with other weights of their respondents; strata stay what they are. */
function underWeights(arrangement: Arrangement, weightOf: (cell: Cell) => number): Arrangement {
  const weight = Float64Array.from(arrangement.cells, weightOf);
  return {
    ...arrangement,
    weight,
    spread: arrangement.spread.map((spread, at) => {
      const before = arrangement.weight[at] as number;
      return before === 0 ? 0 : spread * ((weight[at] as number) / before) ** 2;
    }),
    whole: arrangement.whole.map(({ cell }) => ({ cell, weight: weightOf(cell) })),
  };
}

function sideOf(
  definition: IndexDefinition,
  moments: Moments,
  options: EvaluateOptions,
  weightOf?: (cell: Cell) => number,
) {
  const plan = compile(definition, moments.columns, moments.bases);
  const arrangement = arrange(definition, moments, options);
  const condensed = condense(weightOf ? underWeights(arrangement, weightOf) : arrangement);
  const shares =
    options.estimand === "phase-standardised" ? phaseShares(plan, condensed, options.phases) : undefined;
  return {
    plan,
    condensed,
    shares,
    readings: readingsOf(measure(plan, condensed, options)),
    placeOf: new Map(condensed.arrangement.cells.map((cell, at) => [cell, at])),
    numberOf: new Map(plan.nodes.map((node, number) => [node, number])),
  };
}

function weightOf({ condensed, placeOf }: Side, cell: Cell): number {
  return condensed.arrangement.weight[placeOf.get(cell) ?? -1] ?? 0;
}

/** Variance of after − before of the nodes asked for, strata and corrections being those of `after`. */
function variances(
  before: Side,
  after: Side,
  b: number,
  a: number,
  nodes: readonly (readonly [number, number])[],
): Float64Array {
  const { arrangement }: { arrangement: Arrangement } = after.condensed;
  const old = influencesOf(before.plan, before.condensed, b, before.shares);
  const found = new Float64Array(nodes.length);
  const totals = new Map<number, Float64Array>();
  for (const [cell, own] of influencesOf(after.plan, after.condensed, a, after.shares)) {
    const at = after.placeOf.get(cell) ?? 0;
    const weight = weightOf(after, cell);
    // the spread of a cell holds its weight squared; here weights are inside the influences
    const spread = weight === 0 ? 0 : (arrangement.spread[at] ?? 0) / (weight * weight);
    const stratum = arrangement.local[at] ?? 0;
    const sums = totals.get(stratum) ?? new Float64Array(nodes.length);
    totals.set(stratum, sums);
    for (const [place, [i, j]] of nodes.entries()) {
      const [past, present] = [old.get(cell)?.[i], own[j]];
      if (!past || !present) continue;
      const { total, square } = influenceSums(
        cell,
        combineInfluences(weight, present, -weightOf(before, cell), past),
      );
      found[place] = (found[place] as number) + spread * square;
      sums[place] = (sums[place] as number) + total;
    }
  }
  for (const [stratum, sums] of totals) {
    const centre = arrangement.centre[(arrangement.localStart[a] ?? 0) + stratum] ?? 0;
    for (const [place, total] of sums.entries())
      found[place] = (found[place] as number) - centre * total * total;
  }
  return found;
}

/**
 * What changing a definition does to its numbers while the answers stay: the difference of every node both have, with the
 * standard error of the linearised difference (influence under the new less influence under the old).
 * For what: the link δ between an old series and a new one, and what a draft would move. Operational records, which both
 * read alike, add nothing to it.
 * @param moments with the columns and bases of both definitions
 * @param options.nodes the nodes asked for; the roots alone when left out
 */
export function compareDefinitions(
  before: IndexDefinition,
  after: IndexDefinition,
  moments: Moments,
  options: EvaluateOptions & { readonly nodes?: readonly string[] },
): readonly DefinitionShift[] {
  return shifts(
    [sideOf(before, moments, options), sideOf(after, moments, options)],
    [before, after],
    options,
  );
}

/**
 * What other weights of the respondents do to a definition's numbers while the answers stay, as `compareDefinitions`.
 * Standard errors take the weights as given: what margins beyond the strata make more certain is left out, so that they
 * are a little wide, never too narrow.
 * @param weightOf weight of each respondent of a cell
 */
export function compareWeights(
  definition: IndexDefinition,
  moments: Moments,
  weightOf: (cell: Cell) => number,
  options: EvaluateOptions & { readonly nodes?: readonly string[] },
): readonly DefinitionShift[] {
  const sides = [
    sideOf(definition, moments, options),
    sideOf(definition, moments, options, weightOf),
  ] as const;
  return shifts(sides, [definition, definition], options);
}

function shifts(
  [one, two]: readonly [Side, Side],
  [before, after]: readonly [IndexDefinition, IndexDefinition],
  options: { readonly nodes?: readonly string[] },
): readonly DefinitionShift[] {
  const pairs = options.nodes?.map((node) => [node, node] as const) ?? [
    [before.tree.id, after.tree.id] as const,
  ];
  const nodes = pairs.flatMap(([old, now]) => {
    const [i, j] = [one.numberOf.get(old), two.numberOf.get(now)];
    return i === undefined || j === undefined ? [] : [[i, j] as const];
  });
  const groupOf = new Map(one.condensed.arrangement.groups.map((group, g) => [JSON.stringify(group), g]));
  return two.condensed.arrangement.groups.flatMap((group, a): DefinitionShift[] => {
    const b = groupOf.get(JSON.stringify(group));
    if (b === undefined) return [];
    const variance = variances(one, two, b, a, nodes);
    return nodes.map(([i, j], place): DefinitionShift => {
      const old = one.readings[b * one.plan.nodes.length + i] as Reading;
      const now = two.readings[a * two.plan.nodes.length + j] as Reading;
      const known = old.value !== undefined && now.value !== undefined;
      // what rounding leaves where nothing moves
      const noise = 1e-13 * ((old.se ?? 0) ** 2 + (now.se ?? 0) ** 2);
      const own = variance[place] as number;
      return {
        before: old,
        after: now,
        difference: known ? (now.value ?? 0) - (old.value ?? 0) : undefined,
        se: known ? Math.sqrt(own > noise ? own : 0) : undefined,
      };
    });
  });
}
