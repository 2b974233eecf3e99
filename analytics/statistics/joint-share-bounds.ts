import type { Interval } from "./interval.ts";

/** What the shares of single conditions say about the share that meets all of them. */
export type JointShareBounds = Interval & {
  /** The joint share if the conditions had nothing to do with each other. */
  readonly independent: number;
};

/**
 * Bounds of a joint share from its parts, all on the same base: max(0, Σp − (k − 1)) ≤ joint ≤ min p, and the product.
 * For what: a published loyalty outside the bounds was computed on another base; one near the upper bound says that the
 * same people meet all conditions. Fréchet M (1935) Fundamenta Mathematicae 25:379.
 * @param shares of the single conditions, 0–1
 * @throws RangeError without shares or on one outside [0, 1]
 */
export function jointShareBounds(shares: readonly number[]): JointShareBounds {
  if (shares.length === 0 || shares.some((share) => !(share >= 0 && share <= 1)))
    throw new RangeError("bounds of a joint share need at least one share, each from 0 to 1");
  const sum = shares.reduce((total, share) => total + share, 0);
  return {
    low: Math.max(0, sum - (shares.length - 1)),
    high: Math.min(...shares),
    independent: shares.reduce((product, share) => product * share, 1),
  };
}
