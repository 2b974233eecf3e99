import { compareWithGroup } from "./compare-with-group.ts";
import { type Comparison, type Contrast, type TestOptions, testContrasts } from "./comparison.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import type { Moments } from "./moments.ts";
import { satterthwaiteDegrees } from "./statistics/wave-difference.ts";

function keyOf({ after }: Contrast): string {
  return JSON.stringify([after.group, after.node]);
}

/**
 * What a gap did between two independent waves: (unit − group now) − (unit − group before), which is the unit's change
 * less the group's. V = V(gap now) + V(gap before): each gap's variance holds the covariance of the unit with the group it is
 * part of. Degrees of freedom by Satterthwaite.
 * @returns undefined where either wave has no gap
 */
export function changeOfGap(before: Contrast | undefined, after: Contrast): Contrast | undefined {
  if (before?.difference === undefined || after.difference === undefined) return undefined;
  const parts = [before, after].map(({ se = 0, df = 0 }) => ({ variance: se * se, df }));
  const uncertain = parts.filter(({ variance }) => variance > 0);
  return {
    before: before.after,
    after: after.after,
    difference: after.difference - before.difference,
    se: before.se === undefined || after.se === undefined ? undefined : Math.hypot(before.se, after.se),
    df: uncertain.every(({ df }) => df > 0) ? satterthwaiteDegrees(uncertain) : undefined,
  };
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
