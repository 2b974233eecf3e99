import { nodesOf } from "#analytics/columns-of-definition.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { indexOfLeaves } from "#analytics/index-of-leaves.ts";
import type { Reading } from "#analytics/reading.ts";

/** Leaves a definition gives a say in one of its nodes, by id; a leaf has a say in itself. */
export function leavesOf({ tree }: IndexDefinition, node: string = tree.id): readonly string[] {
  const top = nodesOf(tree).find(({ id }) => id === node);
  if (top === undefined) return [node];
  const weighted = nodesOf(top).flatMap(({ items, measures }) =>
    Object.entries({ ...items, ...measures }).flatMap(([leaf, weight]) => (weight > 0 ? [leaf] : [])),
  );
  return [...new Set(weighted)];
}

/** A node of a place under two rules. */
export type VersionShift = {
  readonly before: Reading;
  readonly after: Reading;
  /** Leaves that are hidden there: what they add is left as it was, so that two rules together do not tell them. */
  readonly without: readonly string[];
};

/** One rule's readings of a place, by node, nothing hidden. */
export type PlaceReadings = ReadonlyMap<string, Reading> | undefined;

/**
 * A node of a place under two rules, when it may be shown under the first. Whoever knows two weightings of the same leaves
 * can solve for a hidden one, so where some are hidden the second number is the first plus what the shown leaves shift.
 * @param mayShow whether a leaf's own value may be shown at the place
 */
export function versionShift(
  rules: readonly [IndexDefinition, IndexDefinition],
  nodes: readonly [string, string],
  readings: readonly [PlaceReadings, PlaceReadings],
  mayShow: (leaf: string) => boolean,
  phase?: string,
): VersionShift | undefined {
  const [before, after] = [readings[0]?.get(nodes[0]), readings[1]?.get(nodes[1])];
  if (before?.value === undefined || after?.value === undefined) return undefined;
  const leaves = [...new Set([...leavesOf(rules[0], nodes[0]), ...leavesOf(rules[1], nodes[1])])];
  const without = leaves.filter((leaf) => !mayShow(leaf));
  if (without.length === 0) return { before, after, without };
  const over = (side: 0 | 1) => {
    const rule = rules[side];
    const top = nodesOf(rule.tree).find(({ id }) => id === nodes[side]);
    const known = (leaf: string) => (without.includes(leaf) ? undefined : readings[side]?.get(leaf)?.value);
    if (top === undefined) return undefined;
    const own = top.id === rule.tree.id ? phase : undefined;
    return indexOfLeaves({ ...rule, tree: top }, known, own);
  };
  const [from, to] = [over(0), over(1)];
  if (from === undefined || to === undefined) return undefined;
  const moved = (figure: number | undefined) => (figure === undefined ? undefined : figure + (to - from));
  return {
    before,
    after: { ...before, value: moved(before.value), low: moved(before.low), high: moved(before.high) },
    without,
  };
}
