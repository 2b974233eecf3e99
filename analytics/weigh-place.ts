import type { IndexDefinition } from "./index-definition.ts";
import { indexFormula, leavesOfTree } from "./index-of-leaves.ts";

/** An index and those of its leaves that are shown; a leaf that is not in it has no data there, or is hidden. */
export type KnownPlace = {
  readonly index: { readonly value: number };
  readonly leaves: Readonly<Record<string, number>>;
};

/**
 * Tells places' indices under other weights: what they are, and what the shown leaves shift. Exact where all leaves are shown;
 * a hidden leaf adds what it added before. Made once a draft, asked once a place.
 * @param rule under which the indices stand
 * @param draft with the same leaves scored alike: only weights and the tree may differ
 * @param phase of the places when it is a single one
 * @returns undefined where the draft gives no shown leaf a say
 */
export function placeWeigher(
  rule: IndexDefinition,
  draft: IndexDefinition,
  phase?: string,
): (place: KnownPlace) => number | undefined {
  const leaves = [...new Set([...leavesOfTree(rule.tree), ...leavesOfTree(draft.tree)])];
  const [before, after] = [indexFormula(rule, leaves, phase), indexFormula(draft, leaves, phase)];
  const values = new Float64Array(leaves.length);
  return ({ index, leaves: known }) => {
    for (let at = 0; at < leaves.length; at++) values[at] = known[leaves[at] as string] ?? Number.NaN;
    const [from, to] = [before(values), after(values)];
    return Number.isNaN(from) || Number.isNaN(to) ? undefined : index.value + (to - from);
  };
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

/** Whether two definitions differ in their tree and weights alone, over leaves the first knows: then `placeWeigher` can tell. */
export function sameScoring(rule: IndexDefinition, draft: IndexDefinition): boolean {
  const leaves = Object.keys({ ...draft.items, ...draft.measures }).toSorted();
  const known = leaves.filter((leaf) => leaf in rule.items || leaf in (rule.measures ?? {}));
  return known.length === leaves.length && scoringOf(rule, known) === scoringOf(draft, known);
}
