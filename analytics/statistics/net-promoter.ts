import type { Interval } from "./interval.ts";
import { normalCriticalValue } from "./normal-critical-value.ts";
import { effectiveSize } from "./proportion-interval.ts";

/**
 * Net promoter score of simple counts, on the scale −1 to 1 (multiply by 100 to print). Weighted and stratified
 * scores come from the variance engine with answers coded −1, 0, 1; these functions are for counts alone.
 */
export type PromoterCounts = {
  readonly detractors: number;
  readonly passives: number;
  readonly promoters: number;
};

export type NetPromoterScore = {
  /** Share of promoters minus share of detractors. */
  readonly score: number;
  /** Variance of one answer coded −1, 0, 1, with divisor n. */
  readonly variance: number;
  /** √(variance / n). */
  readonly se: number;
  readonly n: number;
};

function size({ detractors, passives, promoters }: PromoterCounts): number {
  for (const count of [detractors, passives, promoters]) {
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`a count of answers must be a number from 0 up, got ${count}`);
    }
  }
  return detractors + passives + promoters;
}

/**
 * Score, variance p₊ + p₋ − (p₊ − p₋)² and standard error. Undefined without answers.
 * @throws RangeError on a negative count
 */
export function netPromoterScore(counts: PromoterCounts): NetPromoterScore | undefined {
  const n = size(counts);
  if (n === 0) return undefined;
  const score = (counts.promoters - counts.detractors) / n;
  const variance = (counts.promoters + counts.detractors) / n - score ** 2;
  return { score, variance, se: Math.sqrt(Math.max(0, variance) / n), n };
}

/** Wald's interval, score ± z·se: for large n; it has no width when all answers fall into one class. */
export function waldNetPromoterInterval(counts: PromoterCounts, confidence = 0.95): Interval | undefined {
  const found = netPromoterScore(counts);
  if (found === undefined) return undefined;
  const half = normalCriticalValue(confidence) * found.se;
  return { low: found.score - half, high: found.score + half };
}

/** Counts after adding 3 pseudo-answers: ¾ detractor, 1½ passive, ¾ promoter. */
export function withPseudoAnswers(counts: PromoterCounts): PromoterCounts {
  return {
    detractors: counts.detractors + 0.75,
    passives: counts.passives + 1.5,
    promoters: counts.promoters + 0.75,
  };
}

/**
 * Adjusted Wald interval: Wald's after `withPseudoAnswers`, clipped to [−1, 1]; the everyday choice.
 * Rocks B (2016) The American Statistician 70:365. Undefined without answers.
 */
export function adjustedWaldNetPromoterInterval(
  counts: PromoterCounts,
  confidence = 0.95,
): Interval | undefined {
  if (size(counts) === 0) return undefined;
  const interval = waldNetPromoterInterval(withPseudoAnswers(counts), confidence);
  return interval && { low: Math.max(-1, interval.low), high: Math.min(1, interval.high) };
}

/**
 * Score interval: all values the score test does not reject, with Tango's restricted estimate of the share of
 * detractors in closed form. Stays inside [−1, 1]; for n < 50 and for answers that all agree.
 * Tango T (1998) Statistics in Medicine 17:891. Undefined without answers.
 */
export function scoreNetPromoterInterval(counts: PromoterCounts, confidence = 0.95): Interval | undefined {
  const found = netPromoterScore(counts);
  if (found === undefined) return undefined;
  const { n, score } = found;
  const { promoters, detractors } = counts;
  const z = normalCriticalValue(confidence);

  const statistic = (candidate: number): number => {
    const linear = (2 * n - promoters + detractors) * candidate - promoters - detractors;
    const constant = -detractors * candidate * (1 - candidate);
    const share = (Math.sqrt(Math.max(0, linear ** 2 - 8 * n * constant)) - linear) / (4 * n);
    const variance = n * (2 * share + candidate * (1 - candidate));
    const distance = promoters - detractors - n * candidate;
    return distance === 0 ? 0 : distance / Math.sqrt(Math.max(variance, Number.MIN_VALUE));
  };

  // The statistic falls as the candidate rises; halving to the last digit takes fewer than 60 steps.
  const crossing = (from: number, to: number, target: number): number => {
    let [low, high] = [from, to];
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      if (statistic(middle) > target) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };

  return {
    low: statistic(-1) <= z ? -1 : crossing(-1, score, z),
    high: statistic(1) >= -z ? 1 : crossing(score, 1, -z),
  };
}

/** A net promoter score from weighted, stratified answers coded −1, 0, 1. */
export type WeightedNetPromoter = {
  /** Weighted mean, −1 to 1. */
  readonly score: number;
  /** Weighted mean square: share of promoters plus share of detractors. */
  readonly meanSquare: number;
  /** Design-based variance of the score. */
  readonly variance: number;
  readonly n: number;
  readonly df: number;
  readonly weightingEffect?: number;
  readonly sampledFraction?: number;
};

/** Effective answers below which the score interval is taken. */
const FEW = 50;

/**
 * Interval of a weighted net promoter score: the shares of promoters and detractors as if they came from
 * `effectiveSize` answers, then the score interval below 50 of them and the adjusted Wald interval from there on.
 * Never leaves [−1, 1] and has width when everybody answered alike; a point when everybody was asked.
 */
export function weightedNetPromoterInterval(
  sample: WeightedNetPromoter,
  confidence = 0.95,
): Interval | undefined {
  const { score, meanSquare } = sample;
  const single = Math.max(0, meanSquare - score ** 2);
  const size = effectiveSize({ ...sample, single }, confidence);
  if (size === Number.POSITIVE_INFINITY) return { low: score, high: score };
  const [promoters, detractors] = [meanSquare + score, meanSquare - score].map(
    (twice) => (Math.max(0, twice) / 2) * size,
  ) as [number, number];
  const counts = { promoters, detractors, passives: Math.max(0, size - promoters - detractors) };
  return size < FEW
    ? scoreNetPromoterInterval(counts, confidence)
    : adjustedWaldNetPromoterInterval(counts, confidence);
}
