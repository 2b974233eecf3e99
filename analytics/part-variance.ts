import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";
import type { PartSums } from "./part-values.ts";

/**
 * Scratch of one group: by node Σ over cells of spread·Σz² with z the influence without its respondent's weight; by local
 * stratum and node the weighted total Σz; and a bound of what the squares would be about zero, to tell rounding from spread.
 */
export type PartSpread = {
  readonly square: Float64Array;
  readonly total: Float64Array;
  readonly scale: Float64Array;
  /** By node, what leaves of few answers add (`fewAdd`). */
  readonly few: Float64Array;
  /** By leaf: d score / d sum = gain / Σ weight. */
  readonly slope: Float64Array;
  /** By slot: influence of an answer's deviation on the slot's node. */
  readonly reach: Float64Array;
  /** By node, for one part or cell. */
  readonly own: Float64Array;
  readonly ownScale: Float64Array;
  readonly ownFew: Float64Array;
  /** By node, for one cell: its weighted total. */
  readonly ofCell: Float64Array;
};

/**
 * The variance below which an estimate is exact up to rounding: 1e-13 of what it would be about zero in place of the mean.
 * Without it, identical answers would show a standard error of some 1e-8 where it is 0.
 */
export const ROUNDING = 1e-13;

/** From that many answers on an item's own variance is believed. */
const FEW_ANSWERS = 30;
/** Degrees of freedom the variance of the whole sample counts for beside an item's own. */
const COMMON_DEGREES = 12;

/**
 * What to add to a leaf's part of a variance because its answers are few. A handful that happens to agree is no certainty, and
 * scores pile up at the top, so that small samples look more alike than the owners are. Below the minimum, where the leaf is
 * not shown, its answers are taken to vary at least as much as in the whole sample; from there to 30 the variance is
 * moderated: (d₀·σ² + (n − 1)·s²) / (d₀ + n − 1), and never less than its own.
 * Smyth GK (2004) Statistical Applications in Genetics and Molecular Biology 3:3, with d₀ = 12 set by `bench/coverage.bench.ts`.
 * @param own sum over the leaf's answers of what each adds with its own deviation
 * @param pooled the same with the whole sample's variance for each
 */
export function fewAdd(n: number, minimum: number, own: number, pooled: number): number {
  if (!(n > 0) || n >= FEW_ANSWERS) return 0;
  const moderated = n < minimum ? pooled : (COMMON_DEGREES * pooled + n * own) / (COMMON_DEGREES + n - 1);
  return Math.max(0, moderated - own);
}

export function partSpread(plan: Plan, strata: number): PartSpread {
  const nodes = () => new Float64Array(plan.nodes.length);
  return {
    square: nodes(),
    total: new Float64Array(strata * plan.nodes.length),
    scale: nodes(),
    few: nodes(),
    slope: new Float64Array(plan.leafCount),
    reach: new Float64Array(plan.slotLeaf.length),
    own: nodes(),
    ownScale: nodes(),
    ownFew: nodes(),
    ofCell: nodes(),
  };
}

/** How far an answer moves the score of its leaf. */
export function slopes(plan: Plan, sums: PartSums, { slope }: PartSpread): void {
  for (let leaf = 0; leaf < plan.answerCount; leaf++) {
    const weight = sums.weight[leaf] as number;
    slope[leaf] = weight > 0 ? (plan.gain[leaf] as number) / weight : 0;
  }
}

/** How far a deviation in a leaf moves each node above it: the product of the shares on the way up. */
export function reachOfSlots(plan: Plan, sums: PartSums, spread: PartSpread): void {
  const { slotLeaf, slotBelow, slotEdge } = plan;
  const { slope, reach } = spread;
  slopes(plan, sums, spread);
  for (let slot = slotLeaf.length - 1; slot >= 0; slot--) {
    const below = slotBelow[slot] as number;
    const share = sums.share[slotEdge[slot] as number] as number;
    reach[slot] = share * ((below < 0 ? slope[slotLeaf[slot] as number] : reach[below]) as number);
  }
}

/** Squares of the leaves, once their slopes are known. */
export function squareLeaves(plan: Plan, condensed: Condensed, part: number, spread: PartSpread): void {
  const { answerCount, column, diagonal } = plan;
  const { own, ownScale, ownFew, slope } = spread;
  const { products, n, spreadN, common } = condensed;
  const first = (part * condensed.columns * (condensed.columns + 1)) / 2;
  for (let leaf = 0; leaf < answerCount; leaf++) {
    const steep = (slope[leaf] as number) ** 2;
    own[leaf] = steep * (products[first + (diagonal[leaf] as number)] as number);
    const at = part * condensed.columns + (column[leaf] as number);
    ownScale[leaf] = Math.sqrt(steep * (condensed.sizes[at] as number));
    const pooled = steep * (common[column[leaf] as number] as number) * (spreadN[at] as number);
    ownFew[leaf] = fewAdd(n[at] as number, plan.definition.minimumAnswers, own[leaf] as number, pooled);
  }
}

/**
 * Puts into each tree node twice the products of the pairs of leaves that meet there.
 * @param first where the part's row of products begins
 */
export function pairsMet(
  plan: Plan,
  products: Float64Array,
  first: number,
  reach: Float64Array,
  own: Float64Array,
): void {
  const { leafCount, runStart, runA, runB, runPlace, runLength } = plan;
  for (let t = 0; t + 1 < runStart.length; t++) {
    const end = runStart[t + 1] as number;
    let sum = 0;
    for (let run = runStart[t] as number; run < end; run++) {
      const b = runB[run] as number;
      const place = first + (runPlace[run] as number);
      const length = runLength[run] as number;
      let row = 0;
      for (let r = 0; r < length; r++) row += (reach[b + r] as number) * (products[place + r] as number);
      sum += (reach[runA[run] as number] as number) * row;
    }
    own[leafCount + t] = 2 * sum;
  }
}

/** Adds a part's cells to the totals of the group's strata. */
function addTotals(
  plan: Plan,
  condensed: Condensed,
  part: number,
  sums: PartSums,
  share: Float64Array,
  spread: PartSpread,
): void {
  const { arrangement, totals } = condensed;
  const { leafCount, answerCount, column, edgeStart, edgeChild } = plan;
  const { ofCell: own, slope, total } = spread;
  const width = plan.nodes.length;
  for (let at = arrangement.cellStart[part] ?? 0; at < (arrangement.cellStart[part + 1] ?? 0); at++) {
    const row = at * condensed.columns;
    for (let leaf = 0; leaf < answerCount; leaf++) {
      own[leaf] = (slope[leaf] as number) * (totals[row + (column[leaf] as number)] as number);
    }
    for (let t = edgeStart.length - 2; t >= 0; t--) {
      const end = edgeStart[t + 1] as number;
      let sum = 0;
      for (let edge = edgeStart[t] as number; edge < end; edge++) {
        sum += (sums.share[edge] as number) * (own[edgeChild[edge] as number] as number);
      }
      own[leafCount + t] = sum;
    }
    const stratum = (arrangement.local[at] ?? 0) * width;
    for (let i = 0; i < width; i++) {
      total[stratum + i] = (total[stratum + i] as number) + (share[i] as number) * (own[i] as number);
    }
  }
}

/**
 * Adds a part's squared influences to its group's: a node's square is the sum of its children's, each times its share
 * squared, plus the products of the pairs that meet in it.
 * @param sums the part's, after `climb`
 * @param share by node: the part's share in the group's value
 */
export function spreadPart(
  plan: Plan,
  condensed: Condensed,
  part: number,
  sums: PartSums,
  share: Float64Array,
  spread: PartSpread,
): void {
  const { own, ownScale, ownFew } = spread;
  const { leafCount, edgeStart, edgeChild } = plan;
  reachOfSlots(plan, sums, spread);
  squareLeaves(plan, condensed, part, spread);
  pairsMet(
    plan,
    condensed.products,
    (part * condensed.columns * (condensed.columns + 1)) / 2,
    spread.reach,
    own,
  );
  for (let t = edgeStart.length - 2; t >= 0; t--) {
    const node = leafCount + t;
    const end = edgeStart[t + 1] as number;
    ownScale[node] = 0;
    ownFew[node] = 0;
    for (let edge = edgeStart[t] as number; edge < end; edge++) {
      const child = edgeChild[edge] as number;
      const edgeShare = sums.share[edge] as number;
      own[node] = (own[node] as number) + edgeShare * edgeShare * (own[child] as number);
      ownScale[node] = (ownScale[node] as number) + edgeShare * (ownScale[child] as number);
      ownFew[node] = (ownFew[node] as number) + edgeShare * edgeShare * (ownFew[child] as number);
    }
  }
  for (let i = 0; i < plan.nodes.length; i++) {
    const part = share[i] as number;
    spread.square[i] = (spread.square[i] as number) + part * part * (own[i] as number);
    spread.scale[i] = (spread.scale[i] as number) + part * (ownScale[i] as number);
    spread.few[i] = (spread.few[i] as number) + part * part * (ownFew[i] as number);
  }
  addTotals(plan, condensed, part, sums, share, spread);
}
