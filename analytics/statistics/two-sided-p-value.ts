import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import tCdf from "@stdlib/stats-base-dists-t-cdf";

/**
 * Two-sided p value of a statistic: the chance of one at least as far from zero when nothing differs.
 * Student's t with `df` degrees of freedom, or the normal distribution when `df` is left out.
 * Computed from the lower tail of −|statistic|, so that tiny p values keep their digits.
 * @throws RangeError when the statistic is NaN or `df` is not positive
 */
export function twoSidedPValue(statistic: number, df?: number): number {
  if (Number.isNaN(statistic)) throw new RangeError("a test statistic must be a number");
  if (df !== undefined && !(df > 0)) throw new RangeError(`degrees of freedom must be positive, got ${df}`);
  const lower = -Math.abs(statistic);
  return 2 * (df === undefined || df === Number.POSITIVE_INFINITY ? normalCdf(lower, 0, 1) : tCdf(lower, df));
}
