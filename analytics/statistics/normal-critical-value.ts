import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { requireConfidence } from "./interval.ts";

/**
 * Two-sided critical value of the standard normal distribution: z with P(−z < Z < z) = confidence.
 * For what: the half-width of an interval is z standard errors; 0.95 gives 1.959964.
 * @throws RangeError when confidence is not strictly between 0 and 1
 */
export function normalCriticalValue(confidence = 0.95): number {
  requireConfidence(confidence);
  return normalQuantile((1 + confidence) / 2, 0, 1);
}
