import type { IndexDefinition, IndexNode } from "./index-definition.ts";

function valueOfNode(
  node: IndexNode,
  leaf: (id: string) => number | undefined,
  own?: Readonly<Record<string, number>>,
): number | undefined {
  const weightOf = (id: string, weight = 0) => (own ? (own[id] ?? 0) : weight);
  const children = [
    ...(node.combine ?? []).map(
      (child) => [weightOf(child.id, child.weight), valueOfNode(child, leaf)] as const,
    ),
    ...Object.entries({ ...node.items, ...node.measures }).map(
      ([id, weight]) => [weightOf(id, weight), leaf(id)] as const,
    ),
  ];
  let [sum, present] = [0, 0];
  for (const [weight, value] of children) {
    if (value === undefined || weight <= 0) continue;
    sum += weight * value;
    present += weight;
  }
  return present > 0 ? sum / present : undefined;
}

/**
 * The index of a group from the values of its leaves, those without one left out and the others' weights normalised. It is
 * what `evaluate` gives where all leaves are known, and what can be said from the leaves that may be shown where some may not.
 * @param leaf value of an item or measure
 * @param phase of the group when it is a single one, whose own weights are then used
 */
export function indexOfLeaves(
  { tree, phaseWeights }: IndexDefinition,
  leaf: (id: string) => number | undefined,
  phase?: string,
): number | undefined {
  return valueOfNode(tree, leaf, phase === undefined ? undefined : phaseWeights?.[phase]);
}
