import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";
import type { PartSums } from "./part-values.ts";
import { type PartSpread, pairsMet, ROUNDING } from "./part-variance.ts";
import { measuresAlone } from "./record-variance.ts";

/**
 * Scratch of one group, by node: what a simple random sample of its answers would be held to. With u the influence of an
 * answer on the node as if it were one of all that count there, S² = Σ w·u²/Σw · n/(n − 1); of several phases the share
 * of each in the value, and how far their values lie apart, are in it.
 */
export type SimpleSample = {
  /** Σ share · Σ w·u²/Σw inside the parts, and the bound of its rounding. */
  readonly inside: Float64Array;
  readonly size: Float64Array;
  /** Shares so far, their mean value, Σ share · (value − mean)². */
  readonly share: Float64Array;
  readonly mean: Float64Array;
  readonly between: Float64Array;
  readonly n: Float64Array;
  /** Share of the owners who were asked, averaged as the answers weigh. */
  readonly sampled: Float64Array;
  /** Of one part: Σ (influence without the respondent's weight)² · w, and the bound of its rounding. */
  readonly own: Float64Array;
  readonly ownScale: Float64Array;
  /** Nodes made of records alone, which no sample stands behind. */
  readonly ofRecords: readonly boolean[];
};

/** By what squared influences of a sample's part become those of a simple one. */
export type SimpleSums = {
  /** By part: its row in `simple`, or −1 where all its respondents have one ratio of weight to spread. */
  readonly simpleRow: Int32Array;
  /** By part: that ratio. */
  readonly simpleRatio: Float64Array;
  /** By row and pair of columns: Σ over cells of weight · Σ (x − x̄)(y − ȳ). */
  readonly simple: Float64Array;
};

export function simpleSample(plan: Plan): SimpleSample {
  const nodes = () => new Float64Array(plan.nodes.length);
  return {
    inside: nodes(),
    size: nodes(),
    share: nodes(),
    mean: nodes(),
    between: nodes(),
    n: nodes(),
    sampled: nodes(),
    own: nodes(),
    ownScale: nodes(),
    ofRecords: plan.nodes.map((_, node) => measuresAlone(plan, node).length > 0),
  };
}

export function clearSimple({ inside, size, share, mean, between, n, sampled }: SimpleSample): void {
  for (const each of [inside, size, share, mean, between, n, sampled]) each.fill(0);
}

/**
 * How many times the variance of a simple random sample of as many answers a variance is: V / (S²/n · (1 − f)).
 * Kish L (1965) Survey Sampling, 8.2; as R's `deff = TRUE` where f is the share asked of finitely many owners, as
 * `deff = "replace"` where f = 0.
 * @param square Σ w·u²/Σw, which is S² · (n − 1)/n
 * @param size what `square` would be about zero, to tell rounding from spread
 * @returns NaN below two answers, where all answers are alike, and where everybody was asked
 */
export function designEffectOf(
  variance: number,
  square: number,
  size: number,
  n: number,
  sampled: number,
): number {
  const left = 1 - sampled;
  if (!(n >= 2) || !(left > 1e-12) || !(square > ROUNDING * size)) return Number.NaN;
  return variance / ((square * left) / (n - 1));
}

/** Squares of the leaves of a part whose respondents do not weigh alike, from sums of their own; 0 in other parts. */
export function simpleLeaves(
  { answerCount, column, diagonal }: Plan,
  { simple, simpleRow, columns, mean, meanSquare }: Condensed,
  part: number,
  sums: PartSums,
  { slope }: PartSpread,
  { own, ownScale }: SimpleSample,
): void {
  const row = simpleRow[part] as number;
  if (row < 0) {
    own.fill(0);
    ownScale.fill(0);
    return;
  }
  const first = (row * columns * (columns + 1)) / 2;
  for (let leaf = 0; leaf < answerCount; leaf++) {
    const steep = (slope[leaf] as number) ** 2;
    const at = part * columns + (column[leaf] as number);
    own[leaf] = steep * (simple[first + (diagonal[leaf] as number)] as number);
    const about = (meanSquare[at] as number) + (mean[at] as number) ** 2;
    ownScale[leaf] = Math.sqrt(steep * (sums.weight[leaf] as number) * about);
  }
}

/** The same of all nodes. */
function simpleSquares(
  plan: Plan,
  condensed: Condensed,
  part: number,
  sums: PartSums,
  spread: PartSpread,
  into: SimpleSample,
): void {
  const { leafCount, edgeStart, edgeChild } = plan;
  const { own, ownScale } = into;
  simpleLeaves(plan, condensed, part, sums, spread, into);
  const { simple, simpleRow, columns } = condensed;
  const first = ((simpleRow[part] as number) * columns * (columns + 1)) / 2;
  pairsMet(plan, simple, first, spread.reach, own);
  for (let t = edgeStart.length - 2; t >= 0; t--) {
    const node = leafCount + t;
    ownScale[node] = 0;
    for (let edge = edgeStart[t] as number; edge < (edgeStart[t + 1] as number); edge++) {
      const child = edgeChild[edge] as number;
      const share = sums.share[edge] as number;
      own[node] = (own[node] as number) + share * share * (own[child] as number);
      ownScale[node] = (ownScale[node] as number) + share * (ownScale[child] as number);
    }
  }
}

/**
 * Adds a part to its group.
 * @param spread the part's, after `spreadPart`
 * @param share by node: the part's share in the group's value
 */
export function addSimplePart(
  plan: Plan,
  condensed: Condensed,
  part: number,
  sums: PartSums,
  share: Float64Array,
  spread: PartSpread,
  into: SimpleSample,
): void {
  const row = condensed.simpleRow[part] as number;
  const ratio = condensed.simpleRatio[part] as number;
  if (row >= 0) simpleSquares(plan, condensed, part, sums, spread, into);
  const { inside, size, mean, between, n, sampled } = into;
  for (let i = 0; i < plan.nodes.length; i++) {
    const own = share[i] as number;
    const weight = sums.weight[i] as number;
    if (own === 0 || !(weight > 0)) continue;
    const [square, scale] =
      row >= 0
        ? [into.own[i] as number, (into.ownScale[i] as number) ** 2]
        : [ratio * (spread.own[i] as number), ratio * (spread.ownScale[i] as number) ** 2];
    inside[i] = (inside[i] as number) + own * (weight * square);
    size[i] = (size[i] as number) + own * (weight * scale);
    const all = (into.share[i] as number) + own;
    const away = (sums.value[i] as number) - (mean[i] as number);
    into.share[i] = all;
    mean[i] = (mean[i] as number) + (away * own) / all;
    between[i] = (between[i] as number) + own * away * ((sums.value[i] as number) - (mean[i] as number));
    n[i] = (n[i] as number) + (sums.n[i] as number);
    sampled[i] = (sampled[i] as number) + own * ((sums.sampled[i] as number) / weight);
  }
}

/** Design effect of a node of the group. */
export function simpleEffect(
  { inside, size, share, between, n, sampled, ofRecords }: SimpleSample,
  node: number,
  variance: number,
): number {
  if (ofRecords[node]) return Number.NaN;
  // a phase that has a value from records alone has no answers to vary
  const all = share[node] as number;
  const square = ((inside[node] as number) + (between[node] as number)) / all;
  const [about, asked] = [(size[node] as number) / all, (sampled[node] as number) / all];
  return designEffectOf(variance, square, about, n[node] as number, asked);
}
