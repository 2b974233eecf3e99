import quantile from "@stdlib/stats-base-dists-t-quantile";
import type { Interval } from "./interval.ts";
import { normalCriticalValue } from "./normal-critical-value.ts";

const multipliers = new Map<string, number>();

/**
 * The number of standard errors on either side of an estimate: the (1+confidence)/2 quantile of Student's t.
 * Remembered, because a table of readings asks for the same few degrees of freedom again and again.
 * @param degrees degrees of freedom, > 0 (Infinity: the normal distribution)
 * @param confidence in (0, 1), e.g. 0.95
 * @returns undefined when there are no degrees of freedom
 */
export function studentTMultiplier(degrees: number, confidence: number): number | undefined {
  if (!(degrees > 0)) return undefined;
  if (degrees === Number.POSITIVE_INFINITY) return normalCriticalValue(confidence);
  const key = `${degrees}/${confidence}`;
  const known = multipliers.get(key);
  if (known !== undefined) return known;
  const multiplier = quantile((1 + confidence) / 2, degrees);
  if (multipliers.size > 10_000) multipliers.clear();
  multipliers.set(key, multiplier);
  return multiplier;
}

/**
 * Interval of an estimate whose error follows Student's t: estimate ± t · SE.
 * Definition: Cochran, Sampling Techniques (1977), section 2.8; degrees of freedom of a stratified design: PSUs − strata.
 * @returns undefined when there are no degrees of freedom or no standard error
 */
export function studentTInterval(
  estimate: number,
  se: number,
  degrees: number,
  confidence: number,
): Interval | undefined {
  const multiplier = studentTMultiplier(degrees, confidence);
  if (multiplier === undefined || Number.isNaN(se) || Number.isNaN(estimate)) return undefined;
  return { low: estimate - multiplier * se, high: estimate + multiplier * se };
}
