import type { Arrangement } from "./arrange.ts";
import type { Plan } from "./compile.ts";
import type { PartSums } from "./part-values.ts";

/**
 * Scratch of one group: by node Σ over cells of spread·Σz² with z the influence without its respondent's weight; by local
 * stratum and node the weighted total Σz; and a bound of what the squares would be about zero, to tell rounding from spread.
 */
export type PartSpread = {
  readonly square: Float64Array;
  readonly total: Float64Array;
  readonly scale: Float64Array;
  /** By leaf: d score / d sum = gain / Σ weight. */
  readonly slope: Float64Array;
  /** By slot: influence of an answer's deviation on the slot's node, and that times the column's mean. */
  readonly reach: Float64Array;
  readonly level: Float64Array;
  /** By node, for one part. */
  readonly own: Float64Array;
  readonly ownScale: Float64Array;
  readonly ownTotal: Float64Array;
};

export function partSpread(plan: Plan, strata: number): PartSpread {
  const nodes = () => new Float64Array(plan.nodes.length);
  const slots = () => new Float64Array(plan.slotLeaf.length);
  return {
    square: nodes(),
    total: new Float64Array(strata * plan.nodes.length),
    scale: nodes(),
    slope: new Float64Array(plan.leafCount),
    reach: slots(),
    level: slots(),
    own: nodes(),
    ownScale: nodes(),
    ownTotal: nodes(),
  };
}

/** How far a deviation in a leaf moves each node above it: the product of the shares on the way up. */
export function reachOfSlots(plan: Plan, sums: PartSums, spread: PartSpread): void {
  for (let leaf = 0; leaf < plan.leafCount; leaf++) {
    const weight = sums.weight[leaf] ?? 0;
    spread.slope[leaf] = weight > 0 ? (plan.gain[leaf] ?? 0) / weight : 0;
  }
  for (let slot = plan.slotLeaf.length - 1; slot >= 0; slot--) {
    const leaf = plan.slotLeaf[slot] ?? 0;
    const below = plan.slotBelow[slot] ?? -1;
    const share = sums.share[plan.slotEdge[slot] ?? 0] ?? 0;
    const reach = share * (below < 0 ? (spread.slope[leaf] ?? 0) : (spread.reach[below] ?? 0));
    spread.reach[slot] = reach;
    spread.level[slot] = reach * (sums.mean[leaf] ?? 0);
  }
}

/**
 * Adds one cell: to `own` the squares of each leaf and the products of pairs that meet in each tree node, to the
 * group's stratum totals its Σz.
 */
function addCell(
  plan: Plan,
  arrangement: Arrangement,
  at: number,
  sums: PartSums,
  share: Float64Array,
  spread: PartSpread,
): void {
  const cell = arrangement.cells[at];
  if (cell === undefined) return;
  const { n, sumA, sumB, sumAB } = cell;
  const { leafCount, diagonal, pairStart, pairA, pairB, pairPlace, edgeStart, edgeChild } = plan;
  const { reach, level, own, ownScale, ownTotal } = spread;
  const factor = arrangement.spread[at] ?? 0;
  const weight = arrangement.weight[at] ?? 0;
  for (let leaf = 0; leaf < leafCount; leaf++) {
    const place = diagonal[leaf] ?? 0;
    const slope = spread.slope[leaf] ?? 0;
    const mean = sums.mean[leaf] ?? 0;
    const sum = sumA[place] ?? 0;
    const count = n[place] ?? 0;
    const raw = sumAB[place] ?? 0;
    const squares = raw - mean * (2 * sum - mean * count);
    own[leaf] = (own[leaf] ?? 0) + factor * slope * slope * squares;
    ownScale[leaf] = (ownScale[leaf] ?? 0) + factor * slope * slope * (raw + mean * mean * count);
    ownTotal[leaf] = weight * slope * (sum - mean * count);
  }
  const trees = pairStart.length - 1;
  for (let t = trees - 1; t >= 0; t--) {
    let products = 0;
    const end = pairStart[t + 1] as number;
    for (let pair = pairStart[t] as number; pair < end; pair++) {
      const a = pairA[pair] as number;
      const b = pairB[pair] as number;
      const place = pairPlace[pair] as number;
      const reachB = reach[b] as number;
      const levelB = level[b] as number;
      products +=
        (reach[a] as number) * (reachB * (sumAB[place] as number) - levelB * (sumA[place] as number)) -
        (level[a] as number) * (reachB * (sumB[place] as number) - levelB * (n[place] as number));
    }
    own[leafCount + t] = (own[leafCount + t] ?? 0) + 2 * factor * products;
    let total = 0;
    for (let edge = edgeStart[t] ?? 0; edge < (edgeStart[t + 1] ?? 0); edge++) {
      total += (sums.share[edge] ?? 0) * (ownTotal[edgeChild[edge] ?? 0] ?? 0);
    }
    ownTotal[leafCount + t] = total;
  }
  const row = (arrangement.local[at] ?? 0) * plan.nodes.length;
  for (let i = 0; i < ownTotal.length; i++) {
    spread.total[row + i] = (spread.total[row + i] ?? 0) + (share[i] ?? 0) * (ownTotal[i] ?? 0);
  }
}

/**
 * Adds a part's squared influences to its group's: a node's square is the sum of its children's, each times its share
 * squared, plus twice the products of the pairs of leaves that meet in the node.
 * @param sums the part's, after `climb`
 * @param share by node: the part's share in the group's value
 */
export function spreadPart(
  plan: Plan,
  arrangement: Arrangement,
  part: number,
  sums: PartSums,
  share: Float64Array,
  spread: PartSpread,
): void {
  const { own, ownScale } = spread;
  own.fill(0);
  ownScale.fill(0);
  reachOfSlots(plan, sums, spread);
  for (let at = arrangement.cellStart[part] ?? 0; at < (arrangement.cellStart[part + 1] ?? 0); at++) {
    addCell(plan, arrangement, at, sums, share, spread);
  }
  for (let leaf = 0; leaf < plan.leafCount; leaf++) ownScale[leaf] = Math.sqrt(ownScale[leaf] ?? 0);
  for (let t = plan.edgeStart.length - 2; t >= 0; t--) {
    const node = plan.leafCount + t;
    for (let edge = plan.edgeStart[t] ?? 0; edge < (plan.edgeStart[t + 1] ?? 0); edge++) {
      const child = plan.edgeChild[edge] ?? 0;
      const edgeShare = sums.share[edge] ?? 0;
      own[node] = (own[node] ?? 0) + edgeShare * edgeShare * (own[child] ?? 0);
      ownScale[node] = (ownScale[node] ?? 0) + edgeShare * (ownScale[child] ?? 0);
    }
  }
  for (let i = 0; i < plan.nodes.length; i++) {
    const part = share[i] ?? 0;
    spread.square[i] = (spread.square[i] ?? 0) + part * part * (own[i] ?? 0);
    spread.scale[i] = (spread.scale[i] ?? 0) + part * (ownScale[i] ?? 0);
  }
}
