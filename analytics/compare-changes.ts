import { compareWithGroup } from "./compare-with-group.ts";
import { type Comparison, type Contrast, type TestOptions, testContrasts } from "./comparison.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import type { Moments } from "./moments.ts";
import { satterthwaiteDegrees } from "./statistics/wave-difference.ts";

function keyOf({ after }: Contrast): string {
  return JSON.stringify([after.group, after.node]);
}

/** The difference of two independent contrasts, about the readings of the first: V = V₁ + V₂, degrees of freedom by Satterthwaite. */
function differenceOf(one: Contrast, other: Contrast, readings: Pick<Contrast, "before" | "after">) {
  if (one.difference === undefined || other.difference === undefined) return undefined;
  const parts = [one, other].map(({ se = 0, df = 0 }) => ({ variance: se * se, df }));
  const uncertain = parts.filter(({ variance }) => variance > 0);
  return {
    ...readings,
    difference: one.difference - other.difference,
    se: one.se === undefined || other.se === undefined ? undefined : Math.hypot(one.se, other.se),
    df: uncertain.every(({ df }) => df > 0) ? satterthwaiteDegrees(uncertain) : undefined,
  };
}

/**
 * How much more one unit changed than another that shares no owner with it (did region A improve more than region B?). The errors of the
 * two changes may allow for households that answered twice.
 * @returns undefined where either has no change
 */
export function changeBeyond(own: Contrast, other: Contrast): Contrast | undefined {
  return differenceOf(own, other, { before: own.before, after: own.after });
}

/**
 * What a gap did between two independent waves: (unit − group now) − (unit − group before), which is the unit's change
 * less the group's. V = V(gap now) + V(gap before): each gap's variance holds the covariance of the unit with the group it is
 * part of. Degrees of freedom by Satterthwaite.
 * @returns undefined where either wave has no gap
 */
export function changeOfGap(before: Contrast | undefined, after: Contrast): Contrast | undefined {
  return before && differenceOf(after, before, { before: before.after, after: after.after });
}

/**
 * Whether units moved otherwise than the group they are part of (did this project improve more than the company?):
 * the difference of changes, z = z_Δunit − z_Δgroup, for every unit and node both waves know. The waves must be independent
 * samples. The default inference is "process".
 * @param options `by` names the units and `within` the groups, as in `compareWithGroup`
 */
export function compareChanges(
  definition: IndexDefinition,
  before: Moments,
  after: Moments,
  options: EvaluateOptions & TestOptions & { readonly within: readonly string[] },
): Comparison[] {
  const earlier = new Map(
    compareWithGroup(definition, before, options).map((gap) => [keyOf(gap), gap] as const),
  );
  const contrasts = compareWithGroup(definition, after, options).flatMap(
    (gap) => changeOfGap(earlier.get(keyOf(gap)), gap) ?? [],
  );
  return testContrasts(contrasts, options);
}
