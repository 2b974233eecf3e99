import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { type Interval, requireConfidence } from "./interval.ts";
import { normalCriticalValue } from "./normal-critical-value.ts";
import { studentTMultiplier } from "./student-t-interval.ts";

/**
 * Confidence intervals for shares. `successes` and `n` may be fractional, because a weighted share is judged
 * as if it came from `kornGraubardSize` answers. All throw RangeError unless 0 ≤ successes ≤ n and n > 0.
 */

function requireCounts(successes: number, n: number): void {
  if (!(n > 0) || !(successes >= 0 && successes <= n)) {
    throw new RangeError(`a share needs 0 ≤ successes ≤ n and n > 0, got ${successes} of ${n}`);
  }
}

/**
 * Wilson's score interval, the default for every printed share: never leaves [0, 1] and has width at 0 and n.
 * Wilson EB (1927) JASA 22:209; without continuity correction, as `prop.test(correct = FALSE)`.
 */
export function wilsonInterval(successes: number, n: number, confidence = 0.95): Interval {
  requireCounts(successes, n);
  const z = normalCriticalValue(confidence);
  const p = successes / n;
  const stretch = 1 + z ** 2 / n;
  const centre = (p + z ** 2 / (2 * n)) / stretch;
  const half = (z / stretch) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  // Exact at the ends, where rounding would leave ±1e-17.
  return { low: successes === 0 ? 0 : centre - half, high: successes === n ? 1 : centre + half };
}

/**
 * Agresti–Coull interval: Wald's formula after adding z²/2 successes and z²/2 failures.
 * Can pass 0 and 1, which is left visible. Agresti A, Coull BA (1998) The American Statistician 52:119.
 */
export function agrestiCoullInterval(successes: number, n: number, confidence = 0.95): Interval {
  requireCounts(successes, n);
  const z = normalCriticalValue(confidence);
  const size = n + z ** 2;
  const p = (successes + z ** 2 / 2) / size;
  const half = z * Math.sqrt((p * (1 - p)) / size);
  return { low: p - half, high: p + half };
}

/**
 * Clopper–Pearson interval by beta quantiles: the true coverage is never below the level, so it is wide.
 * Clopper C, Pearson ES (1934) Biometrika 26:404.
 */
export function clopperPearsonInterval(successes: number, n: number, confidence = 0.95): Interval {
  requireCounts(successes, n);
  requireConfidence(confidence);
  const tail = (1 - confidence) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    high: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
  };
}

export type WeightedShare = {
  /** Weighted share, 0–1. */
  readonly share: number;
  /** Its design-based variance. */
  readonly variance: number;
  /** Valid answers. */
  readonly n: number;
  /** Degrees of freedom of the variance. */
  readonly df: number;
  /** Kish's design effect of the weights, used where the variance is 0 (everybody agreed). */
  readonly weightingEffect?: number;
  /** Share of a finite population that was asked, 0–1, where the variance is about that population; default 0. */
  readonly sampledFraction?: number;
};

/** Degrees of freedom from which a variance is known well enough to stand above the plain sample's. */
const WELL_KNOWN = 100;

/** What arithmetic leaves of a variance that is 0. */
const ROUNDING = 1e-15;

/** What an effective size is made of; `single` is the variance of one answer. */
export type EffectiveSizeFigures = Pick<
  WeightedShare,
  "variance" | "n" | "df" | "weightingEffect" | "sampledFraction"
> & { readonly single: number };

/**
 * Answers of a simple random sample with the same variance, scaled by (t(n−1)/t(df))² because the variance is itself
 * estimated. Never above n, or above n/(1 − f) where a share f of a finite population was asked; Infinity when everybody
 * was. That bound guards against a variance that happened to come out small: with 100 degrees of freedom and more the
 * variance is known to a seventh, and what strata gained in precision is kept. With a variance of 0 it is n divided by the
 * design effect of the weights.
 * Korn EL, Graubard BI (1998) Survey Methodology 24:193.
 */
export function effectiveSize(figures: EffectiveSizeFigures, confidence: number): number {
  const { single, variance, n, df, weightingEffect = 1, sampledFraction = 0 } = figures;
  const most = n / (1 - Math.min(1, sampledFraction));
  if (variance <= ROUNDING * single || single <= ROUNDING) return most / weightingEffect;
  const ofSample = studentTMultiplier(n - 1, confidence) ?? Number.NaN;
  const ofDesign = studentTMultiplier(df, confidence) ?? Number.NaN;
  const size = (single / variance) * (ofSample / ofDesign) ** 2;
  return df >= WELL_KNOWN ? size : Math.min(most, size);
}

/**
 * Effective sample size of a weighted share after Korn and Graubard (`effectiveSize` with p(1 − p) for one answer).
 * Put it and share × size into `wilsonInterval` or `clopperPearsonInterval`.
 * @throws RangeError on a share outside [0, 1], a negative variance, n < 2 or df ≤ 0
 */
export function kornGraubardSize(sample: WeightedShare, confidence = 0.95): number {
  const { share, variance, n, df, weightingEffect = 1 } = sample;
  requireConfidence(confidence);
  if (!(share >= 0 && share <= 1) || !(variance >= 0) || !(n >= 2) || !(df > 0) || !(weightingEffect >= 1)) {
    throw new RangeError(
      "a weighted share needs 0 ≤ share ≤ 1, variance ≥ 0, n ≥ 2, df > 0 and a design effect ≥ 1",
    );
  }
  return effectiveSize({ ...sample, single: share * (1 - share) }, confidence);
}

/** Wilson's interval on the Korn–Graubard size: the default for a weighted share; a point when everybody was asked. */
export function weightedShareInterval(sample: WeightedShare, confidence = 0.95): Interval {
  const size = kornGraubardSize(sample, confidence);
  if (size === Number.POSITIVE_INFINITY) return { low: sample.share, high: sample.share };
  return wilsonInterval(sample.share * size, size, confidence);
}

/**
 * Newcombe's hybrid score interval for the difference of two independent shares, first minus second.
 * Built from both Wilson intervals, so it has width even at 0 of n against 0 of n.
 * Newcombe RG (1998) Statistics in Medicine 17:873, method 10.
 */
export function newcombeDifferenceInterval(
  first: { readonly successes: number; readonly n: number },
  second: { readonly successes: number; readonly n: number },
  confidence = 0.95,
): Interval {
  const one = wilsonInterval(first.successes, first.n, confidence);
  const two = wilsonInterval(second.successes, second.n, confidence);
  const p1 = first.successes / first.n;
  const p2 = second.successes / second.n;
  return {
    low: p1 - p2 - Math.hypot(p1 - one.low, two.high - p2),
    high: p1 - p2 + Math.hypot(one.high - p1, p2 - two.low),
  };
}
