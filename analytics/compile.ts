import {
  answerLeaves,
  basesOfDefinition,
  itemsBelow,
  type LeafKind,
  nodesOf,
} from "./columns-of-definition.ts";
import type { IndexDefinition, IndexNode, MeasureDefinition } from "./index-definition.ts";
import { layWeights } from "./lay-weights.ts";
import { baseName, type ColumnSpec, columnName, pairIndex } from "./moments.ts";
import { sameShape } from "./same-shape.ts";

/**
 * A definition laid out for arithmetic over the columns of some moments.
 *
 *   definition ──► leaves (a column, an affine map) ──► edges with weights ──► slots and pairs
 *                  one an item, joint rule, segment     parents before         what a node's variance
 *                  or operational measure               their children         is the sum of
 *
 * Nodes are numbered: leaves first (items in the definition's order, joint rules, segments, then measures, which have
 * no column), then the tree in preorder.
 * Nothing here depends on answers, and nothing changes it.
 */
export type Plan = {
  readonly definition: IndexDefinition;
  readonly columns: readonly ColumnSpec[];
  readonly bases: readonly (readonly string[])[];
  readonly nodes: readonly string[];
  readonly leafCount: number;
  /** The first leaves, those made of answers. */
  readonly answerCount: number;
  /** By leaf of answers. */
  readonly kind: readonly LeafKind[];
  /** Measures, the leaves from answerCount on. */
  readonly measures: readonly MeasureDefinition[];
  /** By leaf of answers: its column, and the place of its own sums in a cell's pair arrays. */
  readonly column: Int32Array;
  readonly diagonal: Int32Array;
  /** By leaf: score = gain · mean + offset; of a measure the mean is the ratio. */
  readonly gain: Float64Array;
  readonly offset: Float64Array;
  /** Tree node t (node number leafCount + t) has the edges edgeStart[t] … edgeStart[t + 1] − 1. */
  readonly edgeStart: Int32Array;
  readonly edgeChild: Int32Array;
  readonly edgeWeight: Float64Array;
  /** The edge weights of a group that is a single phase, for phases with weights of their own. */
  readonly phaseEdgeWeight: ReadonlyMap<string, Float64Array>;
  /** By tree node: place of its item set in a cell's bases; −1 − leaf when it is that one item; undefined when not counted. */
  readonly base: readonly (number | undefined)[];
  /** Leaves below tree node t, by column: slotStart[t] … slotStart[t + 1] − 1. */
  readonly slotStart: Int32Array;
  readonly slotLeaf: Int32Array;
  /** The edge the leaf hangs below, and its slot in that child (−1 when the child is the leaf). */
  readonly slotEdge: Int32Array;
  readonly slotBelow: Int32Array;
  /**
   * Pairs of slots that meet in tree node t and in no node below it, as runs runStart[t] … runStart[t + 1] − 1: slot runA
   * with the runLength slots from runB on, whose pairs of columns lie one after the other from runPlace on.
   */
  readonly runStart: Int32Array;
  readonly runA: Int32Array;
  readonly runB: Int32Array;
  readonly runPlace: Int32Array;
  readonly runLength: Int32Array;
};

type Slot = { readonly leaf: number; readonly column: number; readonly edge: number; readonly below: number };

function places(columns: readonly ColumnSpec[]): (spec: ColumnSpec) => number {
  const known = new Map(columns.map((spec, place) => [columnName(spec), place]));
  return (spec) => {
    const place = known.get(columnName(spec));
    if (place === undefined)
      throw new Error(
        `the moments lack column ${columnName(spec)}: reduce with columnsOfDefinition(definition)`,
      );
    return place;
  };
}

/** Children of a node in the order of its edges: nodes first, then items, then measures, as `layWeights`. */
function childrenOf(node: IndexNode): readonly string[] {
  return [
    ...(node.combine ?? []).map((child) => child.id),
    ...Object.keys(node.items ?? {}),
    ...Object.keys(node.measures ?? {}),
  ];
}

type Run = { a: number; b: number; place: number; length: number };

/** Stands for a column where a leaf is made of records: they are nobody's answers, so they meet no other leaf. */
const RECORDS = -1;

/** Pairs of a node's slots below different edges, neighbours in both the slots and the pair arrays taken together. */
function runsOf(slots: readonly Slot[], first: number, k: number): readonly Run[] {
  const runs: Run[] = [];
  for (const [i, a] of slots.entries()) {
    for (const [j, b] of slots.entries()) {
      if (j <= i || a.edge === b.edge || a.column === RECORDS) continue;
      const place = pairIndex(a.column, b.column, k);
      const last = runs.at(-1);
      if (last?.a === first + i && last.b + last.length === first + j && last.place + last.length === place)
        last.length++;
      else runs.push({ a: first + i, b: first + j, place, length: 1 });
    }
  }
  return runs;
}

/**
 * Lays a definition out for `measure`; worth keeping while a definition and the columns stay the same.
 * @param before a plan for the very same columns and bases: a definition of its shape takes over everything but the weights
 * @param columns those of the moments it will be applied to; a superset of `columnsOfDefinition` in any order
 * @param bases those of the moments; a node whose item set is not among them reports the largest base of its items as n
 * @throws Error when a column is missing, or the tree names an item the definition does not have
 */
export function compile(
  definition: IndexDefinition,
  columns: readonly ColumnSpec[],
  bases: readonly (readonly string[])[] = basesOfDefinition(definition),
  before?: Plan,
): Plan {
  if (before?.columns === columns && before.bases === bases && sameShape(before.definition, definition))
    return { ...before, definition, ...layWeights(definition) };
  const placeOf = places(columns);
  const answers = answerLeaves(definition).map((leaf) => ({ ...leaf, place: placeOf(leaf.column) }));
  const measures = Object.entries(definition.measures ?? {});
  const leaves = [
    ...answers,
    ...measures.map(([id, { per, worst, best }]) => ({
      id,
      place: RECORDS,
      gain: (100 * per) / (best - worst),
      offset: (-100 * worst) / (best - worst),
    })),
  ];
  const tree = nodesOf(definition.tree);
  const leafOf = new Map([
    ...Object.keys(definition.items).map((id, place) => [id, place] as const),
    ...measures.map(([id], place) => [id, answers.length + place] as const),
  ]);
  const nodeOf = new Map(tree.map((node, place) => [node.id, leaves.length + place]));
  const k = columns.length;

  const edgeStart = [0];
  const edges = tree.flatMap((node, place) => {
    const inner = new Set((node.combine ?? []).map((child) => child.id));
    const own = childrenOf(node).map((id) => {
      const child = inner.has(id) ? nodeOf.get(id) : leafOf.get(id);
      if (child === undefined)
        throw new Error(
          `tree node ${node.id} names ${id}, which is not among the definition's items and measures`,
        );
      return { child };
    });
    edgeStart[place + 1] = (edgeStart[place] ?? 0) + own.length;
    return own;
  });

  const slots: Slot[][] = tree.map(() => []);
  const slotStart = [0];
  for (let t = tree.length - 1; t >= 0; t--) {
    const own: Slot[] = [];
    for (let edge = edgeStart[t] ?? 0; edge < (edgeStart[t + 1] ?? 0); edge++) {
      const child = edges[edge]?.child ?? 0;
      if (child < leaves.length)
        own.push({ leaf: child, column: leaves[child]?.place ?? RECORDS, edge, below: -1 });
      else
        for (const [below, slot] of (slots[child - leaves.length] ?? []).entries())
          own.push({ ...slot, edge, below });
    }
    slots[t] = own.toSorted((a, b) => a.column - b.column || a.edge - b.edge);
  }
  for (const [t, own] of slots.entries()) slotStart[t + 1] = (slotStart[t] ?? 0) + own.length;

  const runStart = [0];
  const runs = slots.flatMap((own, t) => {
    const met = runsOf(own, slotStart[t] ?? 0, k);
    runStart[t + 1] = (runStart[t] ?? 0) + met.length;
    return met;
  });

  const flat = slots.flat();
  const belowStart = flat.map((slot) => slotStart[(edges[slot.edge]?.child ?? 0) - leaves.length] ?? 0);
  const baseOf = new Map(bases.map((items, place) => [baseName(items), place]));
  return {
    definition,
    columns,
    bases,
    nodes: [...leaves.map((leaf) => leaf.id), ...tree.map((node) => node.id)],
    leafCount: leaves.length,
    answerCount: answers.length,
    kind: answers.map((leaf) => leaf.kind),
    measures: measures.map(([, measure]) => measure),
    column: Int32Array.from(answers, (leaf) => leaf.place),
    diagonal: Int32Array.from(answers, (leaf) => pairIndex(leaf.place, leaf.place, k)),
    gain: Float64Array.from(leaves, (leaf) => leaf.gain),
    offset: Float64Array.from(leaves, (leaf) => leaf.offset),
    edgeStart: Int32Array.from(edgeStart),
    edgeChild: Int32Array.from(edges, (edge) => edge.child),
    ...layWeights(definition),
    base: tree.map((node) => {
      const items = itemsBelow(node);
      const only = items[0];
      return items.length === 1 && only !== undefined
        ? -1 - (leafOf.get(only) ?? 0)
        : baseOf.get(baseName(items));
    }),
    slotStart: Int32Array.from(slotStart),
    slotLeaf: Int32Array.from(flat, (slot) => slot.leaf),
    slotEdge: Int32Array.from(flat, (slot) => slot.edge),
    slotBelow: Int32Array.from(flat, (slot, place) =>
      slot.below < 0 ? -1 : (belowStart[place] ?? 0) + slot.below,
    ),
    runStart: Int32Array.from(runStart),
    runA: Int32Array.from(runs, (run) => run.a),
    runB: Int32Array.from(runs, (run) => run.b),
    runPlace: Int32Array.from(runs, (run) => run.place),
    runLength: Int32Array.from(runs, (run) => run.length),
  };
}
