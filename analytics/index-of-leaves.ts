import { nodesOf } from "./columns-of-definition.ts";
import type { IndexDefinition, IndexNode } from "./index-definition.ts";

/** The leaves a tree names, each once. */
export function leavesOfTree(tree: IndexNode): readonly string[] {
  return [...new Set(nodesOf(tree).flatMap((node) => Object.keys({ ...node.items, ...node.measures })))];
}

/**
 * The index of a definition laid out for arithmetic over the values of leaves, for whoever asks it of many places: those
 * without a value (NaN) are left out and the others' weights normalised.
 * @param leaves in the order the values will come in; a leaf that is not among them has no value
 * @param phase of the group when it is a single one, whose own weights are then used
 * @returns a function of the values, NaN where none has a say
 */
export function indexFormula(
  { tree, phaseWeights }: Pick<IndexDefinition, "tree" | "phaseWeights">,
  leaves: readonly string[],
  phase?: string,
): (values: Float64Array) => number {
  const own = phase === undefined ? undefined : phaseWeights?.[phase];
  const place = new Map(leaves.map((leaf, at) => [leaf, at]));
  // children before their parents, the root last
  const nodes = nodesOf(tree).toReversed();
  const placeOfNode = new Map(nodes.map((node, at) => [node, leaves.length + at]));
  const [start, child, weight]: [number[], number[], number[]] = [[0], [], []];
  for (const node of nodes) {
    const weightOf = (id: string, plain: number) => (own && node === tree ? (own[id] ?? 0) : plain);
    for (const each of node.combine ?? []) {
      child.push(placeOfNode.get(each) ?? -1);
      weight.push(weightOf(each.id, each.weight ?? 0));
    }
    for (const [id, plain] of Object.entries({ ...node.items, ...node.measures })) {
      const at = place.get(id);
      if (at === undefined) continue;
      child.push(at);
      weight.push(weightOf(id, plain));
    }
    start.push(child.length);
  }
  const known = new Float64Array(leaves.length + nodes.length);
  return (values) => {
    known.set(values);
    for (let node = 0; node < nodes.length; node++) {
      let [sum, present] = [0, 0];
      for (let edge = start[node] as number; edge < (start[node + 1] as number); edge++) {
        const value = known[child[edge] as number] as number;
        const say = weight[edge] as number;
        if (!(say > 0) || Number.isNaN(value)) continue;
        sum += say * value;
        present += say;
      }
      known[leaves.length + node] = present > 0 ? sum / present : Number.NaN;
    }
    return known[known.length - 1] as number;
  };
}

/**
 * The index of a group from the values of its leaves, those without one left out and the others' weights normalised. It is
 * what `evaluate` gives where all leaves are known, and what can be said from the leaves that may be shown where some may not.
 * @param leaf value of an item or measure
 * @param phase of the group when it is a single one, whose own weights are then used
 */
export function indexOfLeaves(
  definition: IndexDefinition,
  leaf: (id: string) => number | undefined,
  phase?: string,
): number | undefined {
  const leaves = leavesOfTree(definition.tree);
  const values = Float64Array.from(leaves, (id) => leaf(id) ?? Number.NaN);
  const index = indexFormula(definition, leaves, phase)(values);
  return Number.isNaN(index) ? undefined : index;
}
