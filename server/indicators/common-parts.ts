import { nodesOf } from "#analytics/columns-of-definition.ts";
import type { IndexDefinition, IndexNode } from "#analytics/index-definition.ts";

/** What decides a node's value, but for its weight in its parent, as text. */
function meaningOf(
  { combine = [], items = {}, measures = {} }: IndexNode,
  { items: scored }: IndexDefinition,
): string {
  const sorted = (weights: Readonly<Record<string, number>>) =>
    Object.entries(weights).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    combine
      .map((child): [string, number, string] => [
        child.id,
        child.weight ?? 0,
        meaningOf(child, { items: scored } as IndexDefinition),
      ])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    sorted(items).map(([item, weight]) => [item, weight, scored[item]]),
    sorted(measures),
  ]);
}

function folded(node: IndexNode, isCommon: (id: string) => boolean): IndexNode {
  const { combine = [], items = {}, ...rest } = node;
  const kept = combine.filter(({ id }) => !isCommon(id)).map((child) => folded(child, isCommon));
  const leaves = Object.fromEntries(
    combine.flatMap(({ id, weight = 0 }) => (isCommon(id) ? [[id, weight]] : [])),
  );
  return { ...rest, ...(kept.length > 0 && { combine: kept }), items: { ...items, ...leaves } };
}

/**
 * Two rules with every index they make alike, below the root, taken for a leaf: its value is the same under both, so what moves
 * between the rules can be told from it where its own parts are kept back.
 */
export function withCommonParts(
  rules: readonly [IndexDefinition, IndexDefinition],
): readonly [IndexDefinition, IndexDefinition] {
  const [was, is] = rules.map(
    (rule) => new Map(nodesOf(rule.tree).map((node) => [node.id, meaningOf(node, rule)])),
  );
  const isCommon = (id: string) => was?.get(id) !== undefined && was.get(id) === is?.get(id);
  const fold = (rule: IndexDefinition): IndexDefinition => ({ ...rule, tree: folded(rule.tree, isCommon) });
  return [fold(rules[0]), fold(rules[1])];
}
