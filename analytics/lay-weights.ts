import type { IndexDefinition, IndexNode } from "./index-definition.ts";

type Edges = { readonly weights: readonly number[]; readonly children: readonly string[] };

/** Weights of a tree's edges and the names of their lower ends: node by node in preorder, its nodes, items, then measures. */
function edgesOf(tree: IndexNode): Edges {
  const weights: number[] = [];
  const children: string[] = [];
  const add = (child: string, weight: number) => {
    children.push(child);
    weights.push(weight);
  };
  const visit = (node: IndexNode) => {
    for (const child of node.combine ?? []) add(child.id, child.weight ?? 0);
    for (const item in node.items) add(item, node.items[item] ?? 0);
    for (const measure in node.measures) add(measure, node.measures[measure] ?? 0);
    for (const child of node.combine ?? []) visit(child);
  };
  visit(tree);
  return { weights, children };
}

/** A definition's weights by edge: of every group, and of groups that are a single phase with weights of its own. */
export type EdgeWeights = {
  readonly edgeWeight: Float64Array;
  readonly phaseEdgeWeight: ReadonlyMap<string, Float64Array>;
};

/** Lays the weights of a definition out by edge, in the order of `compile`. */
export function layWeights({ tree, phaseWeights }: IndexDefinition): EdgeWeights {
  const { weights, children } = edgesOf(tree);
  const below = children.length;
  const ofRoot =
    (tree.combine?.length ?? 0) +
    Object.keys(tree.items ?? {}).length +
    Object.keys(tree.measures ?? {}).length;
  return {
    edgeWeight: Float64Array.from(weights),
    phaseEdgeWeight: new Map(
      Object.entries(phaseWeights ?? {}).map(([phase, own]) => [
        phase,
        Float64Array.from({ length: below }, (_, edge) =>
          edge < ofRoot ? (own[children[edge] ?? ""] ?? 0) : (weights[edge] ?? 0),
        ),
      ]),
    ),
  };
}
