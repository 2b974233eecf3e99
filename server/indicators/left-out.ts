import { type OrgTree, subtree, type TreeUnit } from "#server/scope/org-tree.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Sources } from "./sources.ts";

/** Which homes of a wave a number speaks of. */
export type LeftOutOf = {
  readonly waveId: number;
  readonly unit: TreeUnit;
  readonly phase: OwnerPhase | undefined;
  /** The tree the unit is read in: that of the cut-off day, or today's. */
  readonly tree: OrgTree;
};

/**
 * Homes of a unit's frame that were left in peace, by rule or by two people. They stay among the owners the number
 * speaks for, so the number carries how many there are.
 */
export function leftOutOf({ analysis }: Sources, { waveId, unit, phase, tree }: LeftOutOf): number {
  const { strata } = analysis.strata({
    waveIds: [waveId],
    ...(unit.kind !== "group" && { projectIds: subtree(tree, unit.id) }),
    ...(phase !== undefined && { phases: [phase] }),
  });
  return strata.flatMap(({ frame }) => frame).reduce((sum, { excluded }) => sum + excluded, 0);
}
