import type { IndexDefinition } from "./index-definition.ts";
import { indexOfLeaves } from "./index-of-leaves.ts";

/** An index and those of its leaves that are shown; a leaf that is not in it has no data there, or is hidden. */
export type KnownPlace = {
  readonly index: { readonly value: number };
  readonly leaves: Readonly<Record<string, number>>;
};

/**
 * A place's index under other weights: what it is, and what the shown leaves shift. Exact where all leaves are shown; a
 * hidden leaf adds what it added before.
 * @param rule under which the index stands
 * @param draft with the same leaves scored alike: only weights and the tree may differ
 * @param phase of the place when it is a single one
 * @returns undefined where the draft gives no shown leaf a say
 */
export function weighPlace(
  { index, leaves }: KnownPlace,
  rule: IndexDefinition,
  draft: IndexDefinition,
  phase?: string,
): number | undefined {
  const known = (leaf: string) => leaves[leaf];
  const [from, to] = [indexOfLeaves(rule, known, phase), indexOfLeaves(draft, known, phase)];
  return from === undefined || to === undefined ? undefined : index.value + (to - from);
}

function scoringOf(
  { items, measures, missing, emptyStratum, weights }: IndexDefinition,
  leaves: readonly string[],
) {
  const own = leaves.map((leaf) => {
    const { title: _, port: __, ...scoring } = items[leaf] ?? measures?.[leaf] ?? {};
    return [leaf, Object.entries(scoring).toSorted(([a], [b]) => (a < b ? -1 : 1))];
  });
  return JSON.stringify([own, missing, emptyStratum, weights]);
}

/** Whether two definitions differ in their tree and weights alone, over leaves the first knows: then `weighPlace` can tell. */
export function sameScoring(rule: IndexDefinition, draft: IndexDefinition): boolean {
  const leaves = Object.keys({ ...draft.items, ...draft.measures }).toSorted();
  const known = leaves.filter((leaf) => leaf in rule.items || leaf in (rule.measures ?? {}));
  return known.length === leaves.length && scoringOf(rule, known) === scoringOf(draft, known);
}
