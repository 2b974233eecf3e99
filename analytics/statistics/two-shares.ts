import type { Interval } from "./interval.ts";
import { newcombeDifferenceInterval } from "./proportion-interval.ts";
import { twoSidedPValue } from "./two-sided-p-value.ts";

/** Cases and how many of them are meant, e.g. repairs and those reopened. */
export type Counted = { readonly successes: number; readonly n: number };

export type ShareDifference = Interval & {
  /** First share minus second, −1…1. */
  readonly difference: number;
  /** Two-sided, of the score test with the pooled share. */
  readonly p: number;
};

/**
 * Two independent shares held against each other: Newcombe's interval (Statistics in Medicine 17 (1998) 873, method 10) and
 * the score test z = (p₁ − p₂) / √(p̄(1 − p̄)(1/n₁ + 1/n₂)), whose square is Pearson's chi-squared without correction.
 * Where everybody or nobody is meant in both, nothing differs: p = 1.
 * @throws RangeError unless 0 ≤ successes ≤ n and n > 0 in both
 */
export function compareShares(first: Counted, second: Counted): ShareDifference {
  const interval = newcombeDifferenceInterval(first, second);
  const difference = first.successes / first.n - second.successes / second.n;
  const pooled = (first.successes + second.successes) / (first.n + second.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / second.n));
  return { difference, ...interval, p: error === 0 ? 1 : twoSidedPValue(difference / error) };
}
