import type { Arrangement } from "./arrange.ts";
import type { Plan } from "./compile.ts";
import type { Cell } from "./moments.ts";

/** Scratch of one part: sums by node (leaves first), then what the tree makes of them. */
export type PartSums = {
  /** Σ weight over respondents with a valid answer (for a tree node: to any item below), Σ weight², and their number. */
  readonly weight: Float64Array;
  readonly weightSquared: Float64Array;
  readonly n: Float64Array;
  /** By leaf: Σ weight · column, and the column's mean (0 where nobody answered). */
  readonly sum: Float64Array;
  readonly mean: Float64Array;
  /** NaN where nothing is known. */
  readonly value: Float64Array;
  /** Share of the node's weight that had data, 0–1. */
  readonly coverage: Float64Array;
  /** By edge: the child's share in its parent's value; the shares of a node add to 1 or are all 0. */
  readonly share: Float64Array;
};

export function partSums(plan: Plan): PartSums {
  const nodes = () => new Float64Array(plan.nodes.length);
  const leaves = () => new Float64Array(plan.leafCount);
  return {
    weight: nodes(),
    weightSquared: nodes(),
    n: nodes(),
    sum: leaves(),
    mean: leaves(),
    value: nodes(),
    coverage: nodes(),
    share: new Float64Array(plan.edgeChild.length),
  };
}

/** Adds one cell to the sums. */
function addCell(plan: Plan, cell: Cell, weight: number, sums: PartSums): void {
  const { leafCount, diagonal, base } = plan;
  for (let leaf = 0; leaf < leafCount; leaf++) {
    const place = diagonal[leaf] ?? 0;
    const n = cell.n[place] ?? 0;
    sums.n[leaf] = (sums.n[leaf] ?? 0) + n;
    sums.weight[leaf] = (sums.weight[leaf] ?? 0) + weight * n;
    sums.weightSquared[leaf] = (sums.weightSquared[leaf] ?? 0) + weight * weight * n;
    sums.sum[leaf] = (sums.sum[leaf] ?? 0) + weight * (cell.sumA[place] ?? 0);
  }
  for (let t = 0; t < base.length; t++) {
    const place = base[t];
    if (place === undefined || place < 0) continue;
    const n = cell.bases[place] ?? 0;
    const node = leafCount + t;
    sums.n[node] = (sums.n[node] ?? 0) + n;
    sums.weight[node] = (sums.weight[node] ?? 0) + weight * n;
    sums.weightSquared[node] = (sums.weightSquared[node] ?? 0) + weight * weight * n;
  }
}

/** Adds up the cells of parts, after forgetting what was there. */
export function sumParts(
  plan: Plan,
  arrangement: Arrangement,
  parts: readonly number[],
  sums: PartSums,
): void {
  sums.weight.fill(0);
  sums.weightSquared.fill(0);
  sums.n.fill(0);
  sums.sum.fill(0);
  for (const part of parts) {
    for (let at = arrangement.cellStart[part] ?? 0; at < (arrangement.cellStart[part + 1] ?? 0); at++) {
      const cell = arrangement.cells[at];
      if (cell !== undefined) addCell(plan, cell, arrangement.weight[at] ?? 0, sums);
    }
  }
  for (let t = 0; t < plan.base.length; t++) {
    const place = plan.base[t];
    if (place === undefined || place < 0) borrowBase(plan, sums, t);
  }
}

/** A node of one item has the item's base; a node whose base was not counted has at least that of its largest item. */
function borrowBase(plan: Plan, sums: PartSums, t: number): void {
  let from = plan.slotLeaf[plan.slotStart[t] ?? 0] ?? 0;
  for (let slot = plan.slotStart[t] ?? 0; slot < (plan.slotStart[t + 1] ?? 0); slot++) {
    const leaf = plan.slotLeaf[slot] ?? 0;
    if ((sums.n[leaf] ?? 0) > (sums.n[from] ?? 0)) from = leaf;
  }
  const node = plan.leafCount + t;
  sums.n[node] = sums.n[from] ?? 0;
  sums.weight[node] = sums.weight[from] ?? 0;
  sums.weightSquared[node] = sums.weightSquared[from] ?? 0;
}

/**
 * Turns sums into values, from the leaves up. Children without a value are left out and the others' weights normalised,
 * or, under the rule "undefined", take the node's value away when they have a weight.
 * @param phase the part's single phase, whose own weights below the root are used where the definition has some
 */
export function climb(plan: Plan, phase: string | undefined, sums: PartSums): void {
  const { leafCount, edgeStart, edgeChild } = plan;
  const weights = (phase === undefined ? undefined : plan.phaseEdgeWeight.get(phase)) ?? plan.edgeWeight;
  const strict = plan.definition.missing === "undefined";
  for (let leaf = 0; leaf < leafCount; leaf++) {
    const weight = sums.weight[leaf] ?? 0;
    const mean = weight > 0 ? (sums.sum[leaf] ?? 0) / weight : 0;
    sums.mean[leaf] = mean;
    sums.value[leaf] = weight > 0 ? (plan.gain[leaf] ?? 0) * mean + (plan.offset[leaf] ?? 0) : Number.NaN;
    sums.coverage[leaf] = weight > 0 ? 1 : 0;
  }
  for (let t = edgeStart.length - 2; t >= 0; t--) {
    const first = edgeStart[t] ?? 0;
    const end = edgeStart[t + 1] ?? 0;
    let all = 0;
    let present = 0;
    let covered = 0;
    let value = 0;
    for (let edge = first; edge < end; edge++) {
      const child = edgeChild[edge] ?? 0;
      const weight = weights[edge] ?? 0;
      all += weight;
      covered += weight * (sums.coverage[child] ?? 0);
      if (weight === 0 || Number.isNaN(sums.value[child])) continue;
      present += weight;
      value += weight * (sums.value[child] ?? 0);
    }
    const defined = present > 0 && !(strict && present < all);
    sums.value[leafCount + t] = defined ? value / present : Number.NaN;
    sums.coverage[leafCount + t] = all > 0 ? covered / all : 0;
    for (let edge = first; edge < end; edge++) {
      const known = defined && !Number.isNaN(sums.value[edgeChild[edge] ?? 0]);
      sums.share[edge] = known ? (weights[edge] ?? 0) / present : 0;
    }
  }
}
