import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { requireConfidence } from "./interval.ts";
import { normalCriticalValue } from "./normal-critical-value.ts";
import { twoSidedPValue } from "./two-sided-p-value.ts";
import { combineEstimates, type LinearEstimate, weightedMean, withinDomain } from "./weighted-estimate.ts";

/** An estimate with its design-based variance; df left out means the normal distribution. */
export type UncertainEstimate = { readonly value: number; readonly variance: number; readonly df?: number };

export type TestedDifference = {
  readonly difference: number;
  readonly se: number;
  readonly df: number | undefined;
  /** difference / se and its two-sided p value; undefined with a standard error of 0, when there is nothing to test. */
  readonly statistic: number | undefined;
  readonly p: number | undefined;
  readonly low: number;
  readonly high: number;
};

/**
 * Tests an estimated difference against 0 and gives its interval, by Student's t with df degrees of freedom or the normal
 * distribution. For what: a change, a gap or a contrast whose variance came from `influenceVariance` with all covariances.
 * @throws RangeError on a negative variance, degrees of freedom not above 0, or a bad confidence level
 */
export function testDifference(
  { value, variance, df }: UncertainEstimate,
  confidence = 0.95,
): TestedDifference {
  requireConfidence(confidence);
  if (!(variance >= 0)) throw new RangeError(`a variance must be a number from 0 up, got ${variance}`);
  if (df !== undefined && !(df > 0)) throw new RangeError(`degrees of freedom must be positive, got ${df}`);
  const se = Math.sqrt(variance);
  const critical = df === undefined ? normalCriticalValue(confidence) : tQuantile((1 + confidence) / 2, df);
  const statistic = se === 0 ? undefined : value / se;
  return {
    difference: value,
    se,
    df,
    statistic,
    p: statistic === undefined ? undefined : twoSidedPValue(statistic, df),
    low: value - critical * se,
    high: value + critical * se,
  };
}

/**
 * Satterthwaite's degrees of freedom for a sum of independent variances: (ΣV)²/Σ(V²/df).
 * Satterthwaite FE (1946) Biometrics Bulletin 2:110. Undefined when all variances are 0.
 * @throws RangeError on a negative variance or degrees of freedom not above 0
 */
export function satterthwaiteDegrees(
  parts: readonly { readonly variance: number; readonly df: number }[],
): number | undefined {
  let sum = 0;
  let spread = 0;
  for (const { variance, df } of parts) {
    if (!(variance >= 0) || !(df > 0))
      throw new RangeError("variances must be from 0 up and degrees of freedom positive");
    sum += variance;
    spread += variance ** 2 / df;
  }
  return spread === 0 ? undefined : sum ** 2 / spread;
}

/**
 * Change from one estimate to another of an independent sample, e.g. two waves that share no household:
 * SE √(V₁ + V₂), degrees of freedom by Satterthwaite when both have theirs. With V = s²/n and df = n − 1 it is Welch's t test.
 * Samples that overlap are not independent: use `domainDifference` on the stacked file.
 * @throws RangeError on a negative variance or degrees of freedom not above 0
 */
export function independentDifference(
  earlier: UncertainEstimate,
  later: UncertainEstimate,
  confidence = 0.95,
): TestedDifference {
  const parts = [earlier, later].flatMap(({ variance, df }) => (df === undefined ? [] : [{ variance, df }]));
  const df = parts.length === 2 ? satterthwaiteDegrees(parts) : undefined;
  return testDifference(
    { value: later.value - earlier.value, variance: earlier.variance + later.variance, df },
    confidence,
  );
}

/**
 * Mean of one part of a file minus the mean of another, parts overlapping or not, as an estimate with influence values.
 * For what: a change between waves on the stacked file (the parts are the waves, the household is the sampling unit,
 * so the covariance of those who answered twice enters); a project against its region, which contains it.
 * Undefined when a part has no weighted answer.
 * @throws RangeError when lengths differ or a weight is negative
 */
export function domainDifference(
  answers: readonly (number | undefined)[],
  weights: ArrayLike<number>,
  minuend: (row: number) => boolean,
  subtrahend: (row: number) => boolean,
): LinearEstimate | undefined {
  const first = weightedMean(withinDomain(answers, minuend), weights);
  const second = weightedMean(withinDomain(answers, subtrahend), weights);
  if (first === undefined || second === undefined) return undefined;
  return combineEstimates([
    [1, first],
    [-1, second],
  ]);
}
