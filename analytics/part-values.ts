import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";

/** Scratch of one part: sums by node (leaves first), then what the tree makes of them. */
export type PartSums = {
  /** Respondents with a valid answer (for a tree node: to any item below), their Σ weight and Σ weight². */
  readonly n: Float64Array;
  readonly weight: Float64Array;
  readonly weightSquared: Float64Array;
  /** Their Σ weight · share of their stratum's owners who answered. */
  readonly sampled: Float64Array;
  /** By leaf: mean of the column (0 where nobody answered). */
  readonly mean: Float64Array;
  /** NaN where nothing is known. */
  readonly value: Float64Array;
  /** Share of the node's weight that had data, 0–1. */
  readonly coverage: Float64Array;
  /** Share of the value that rests on items of fewer answers than the minimum, 0–1. */
  readonly sparse: Float64Array;
  /** By edge: the child's share in its parent's value; the shares of a node add to 1 or are all 0. */
  readonly share: Float64Array;
};

export function partSums(plan: Plan): PartSums {
  const nodes = () => new Float64Array(plan.nodes.length);
  return {
    n: nodes(),
    weight: nodes(),
    weightSquared: nodes(),
    sampled: nodes(),
    mean: new Float64Array(plan.leafCount),
    value: nodes(),
    coverage: nodes(),
    sparse: nodes(),
    share: new Float64Array(plan.edgeChild.length),
  };
}

/** Takes the records of a part's group as the leaves they are. Known records count as one another's equals. */
function readRecords(plan: Plan, { arrangement }: Condensed, parts: readonly number[], sums: PartSums): void {
  for (const [m, { source, per, worst, best }] of plan.measures.entries()) {
    const levels = parts.map((part) => arrangement.records[arrangement.partGroup[part] ?? 0]?.get(source));
    const level = levels.find((each) => each !== undefined);
    const leaf = plan.answerCount + m;
    if (level === undefined) {
      sums.n[leaf] = 0;
      sums.weight[leaf] = 0;
      continue;
    }
    const [least, most] = [Math.min(worst, best) / per, Math.max(worst, best) / per];
    sums.n[leaf] = level.records;
    sums.weight[leaf] = level.records;
    sums.weightSquared[leaf] = level.records;
    sums.mean[leaf] = Math.min(most, Math.max(least, level.ratio));
  }
}

/** Takes a part's row of sums by the plan's nodes. */
export function readPart(plan: Plan, condensed: Condensed, part: number, sums: PartSums): void {
  const { leafCount, answerCount, column, base } = plan;
  const { n, weight, weightSquared, sampled, mean } = sums;
  const row = part * condensed.columns;
  for (let leaf = 0; leaf < answerCount; leaf++) {
    const at = row + (column[leaf] as number);
    n[leaf] = condensed.n[at] as number;
    weight[leaf] = condensed.weight[at] as number;
    weightSquared[leaf] = condensed.weightSquared[at] as number;
    sampled[leaf] = condensed.sampled[at] as number;
    mean[leaf] = condensed.mean[at] as number;
  }
  if (plan.measures.length > 0) readRecords(plan, condensed, [part], sums);
  const first = part * condensed.bases;
  for (let t = 0; t < base.length; t++) {
    const place = base[t];
    if (place === undefined || place < 0) {
      borrowBase(plan, sums, t);
      continue;
    }
    n[leafCount + t] = condensed.baseN[first + place] as number;
    weight[leafCount + t] = condensed.baseWeight[first + place] as number;
    weightSquared[leafCount + t] = condensed.baseWeightSquared[first + place] as number;
    sampled[leafCount + t] = condensed.baseSampled[first + place] as number;
  }
}

/** Takes several parts' sums together, by the plan's nodes. */
export function readParts(plan: Plan, condensed: Condensed, parts: readonly number[], sums: PartSums): void {
  const { leafCount, answerCount, column, base } = plan;
  sums.n.fill(0);
  sums.weight.fill(0);
  sums.weightSquared.fill(0);
  sums.mean.fill(0);
  for (const part of parts) {
    const row = part * condensed.columns;
    for (let leaf = 0; leaf < answerCount; leaf++) {
      const at = row + (column[leaf] as number);
      const weight = condensed.weight[at] as number;
      const before = sums.weight[leaf] as number;
      sums.n[leaf] = (sums.n[leaf] as number) + (condensed.n[at] as number);
      sums.weight[leaf] = before + weight;
      sums.weightSquared[leaf] =
        (sums.weightSquared[leaf] as number) + (condensed.weightSquared[at] as number);
      if (before === 0) sums.mean[leaf] = condensed.mean[at] as number;
      else if (weight > 0) {
        const mean = sums.mean[leaf] as number;
        sums.mean[leaf] = mean + (weight / (before + weight)) * ((condensed.mean[at] as number) - mean);
      }
    }
    for (let t = 0; t < base.length; t++) {
      const place = base[t];
      if (place === undefined || place < 0) continue;
      const at = part * condensed.bases + place;
      const node = leafCount + t;
      sums.n[node] = (sums.n[node] as number) + (condensed.baseN[at] as number);
      sums.weight[node] = (sums.weight[node] as number) + (condensed.baseWeight[at] as number);
      sums.weightSquared[node] =
        (sums.weightSquared[node] as number) + (condensed.baseWeightSquared[at] as number);
    }
  }
  if (plan.measures.length > 0) readRecords(plan, condensed, parts, sums);
  for (let t = 0; t < base.length; t++) {
    const place = base[t];
    if (place === undefined || place < 0) borrowBase(plan, sums, t);
  }
}

/**
 * A node of one item has the item's base; a node whose base was not counted has at least that of its largest item.
 * Records are nobody's answers: they are a node's base only where it is made of nothing else.
 */
function borrowBase(plan: Plan, sums: PartSums, t: number): void {
  const first = plan.slotStart[t] ?? 0;
  const end = plan.slotStart[t + 1] ?? 0;
  let from = plan.slotLeaf[end - 1] ?? 0;
  const answered = from < plan.answerCount;
  for (let slot = first; slot < end; slot++) {
    const leaf = plan.slotLeaf[slot] ?? 0;
    if (answered && leaf >= plan.answerCount) continue;
    if ((sums.n[leaf] ?? 0) > (sums.n[from] ?? 0)) from = leaf;
  }
  const node = plan.leafCount + t;
  sums.n[node] = sums.n[from] ?? 0;
  sums.weight[node] = sums.weight[from] ?? 0;
  sums.weightSquared[node] = sums.weightSquared[from] ?? 0;
  sums.sampled[node] = sums.sampled[from] ?? 0;
}

/** Scores of a part's leaves. */
export function scoreLeaves(plan: Plan, sums: PartSums): void {
  const { leafCount, answerCount, gain, offset } = plan;
  const { value, coverage, sparse, n, weight, mean } = sums;
  const minimum = plan.definition.minimumAnswers;
  for (let leaf = 0; leaf < leafCount; leaf++) {
    const known = (weight[leaf] as number) > 0;
    value[leaf] = known
      ? (gain[leaf] as number) * (mean[leaf] as number) + (offset[leaf] as number)
      : Number.NaN;
    coverage[leaf] = known ? 1 : 0;
    sparse[leaf] = known && leaf < answerCount && (n[leaf] as number) < minimum ? 1 : 0;
  }
}

/**
 * Turns a part's sums into values, from the leaves up. Children without a value are left out and the others' weights
 * normalised, or, under the rule "undefined", take the node's value away when they have a weight.
 * @param phase the part's single phase, whose own weights below the root are used where the definition has some
 */
export function climb(plan: Plan, phase: string | undefined, sums: PartSums): void {
  scoreLeaves(plan, sums);
  const { leafCount, edgeStart, edgeChild } = plan;
  const { value, coverage, sparse, share } = sums;
  const weights = (phase === undefined ? undefined : plan.phaseEdgeWeight.get(phase)) ?? plan.edgeWeight;
  const strict = plan.definition.missing === "undefined";
  for (let t = edgeStart.length - 2; t >= 0; t--) {
    const first = edgeStart[t] as number;
    const end = edgeStart[t + 1] as number;
    let all = 0;
    let present = 0;
    let covered = 0;
    let sum = 0;
    let few = 0;
    for (let edge = first; edge < end; edge++) {
      const child = edgeChild[edge] as number;
      const weight = weights[edge] as number;
      const own = value[child] as number;
      all += weight;
      covered += weight * (coverage[child] as number);
      const known = weight > 0 && !Number.isNaN(own);
      share[edge] = known ? weight : 0;
      if (!known) continue;
      present += weight;
      sum += weight * own;
      few += weight * (sparse[child] as number);
    }
    const defined = present > 0 && !(strict && present < all);
    const scale = defined ? 1 / present : 0;
    const node = leafCount + t;
    value[node] = defined ? sum / present : Number.NaN;
    coverage[node] = all > 0 ? covered / all : 0;
    sparse[node] = few * scale;
    for (let edge = first; edge < end; edge++) share[edge] = (share[edge] as number) * scale;
  }
}
