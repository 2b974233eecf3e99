import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import type { Interval } from "./interval.ts";

/** Positive answers of a unit among its valid ones. */
export type UnitCount = { readonly successes: number; readonly n: number };

/** Beta distribution of true shares over units, with mean alpha/(alpha + beta). */
export type BetaPrior = { readonly alpha: number; readonly beta: number };

function requireCounts(units: readonly UnitCount[]): void {
  for (const { successes, n } of units) {
    if (!Number.isInteger(successes) || !Number.isInteger(n) || successes < 0 || successes > n) {
      throw new RangeError(`a unit needs whole counts with 0 ≤ successes ≤ n, got ${successes} of ${n}`);
    }
  }
}

/**
 * Beta prior by the method of moments: the mean and variance of the raw shares, weighted alike.
 * Gelman et al., Bayesian Data Analysis, section 5.1. Ignores that raw shares of small units scatter by chance.
 * @returns undefined when the shares do not vary, or vary more than a beta distribution can
 * @throws RangeError on counts that are not whole or do not fit
 */
export function betaPriorByMoments(units: readonly UnitCount[]): BetaPrior | undefined {
  requireCounts(units);
  const shares = units.filter(({ n }) => n > 0).map(({ successes, n }) => successes / n);
  if (shares.length < 2) return undefined;
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (shares.length - 1);
  const total = (mean * (1 - mean)) / variance - 1;
  if (!(variance > 0) || !(total > 0)) return undefined;
  return { alpha: mean * total, beta: (1 - mean) * total };
}

/**
 * First and second derivatives of Σ log Γ(x + k)/Γ(x) over the counts k: as k is whole, log Γ(x + k)/Γ(x) is a sum of logarithms,
 * so no special function is needed. `atLeast[i]` counts the units with k > i.
 */
function risingDerivatives(x: number, atLeast: readonly number[]): { first: number; second: number } {
  let [first, second] = [0, 0];
  for (const [step, units] of atLeast.entries()) {
    first += units / (x + step);
    second -= units / (x + step) ** 2;
  }
  return { first, second };
}

function countsAbove(counts: readonly number[]): number[] {
  const above: number[] = [];
  for (const count of counts) for (let step = 0; step < count; step++) above[step] = (above[step] ?? 0) + 1;
  return above;
}

/**
 * Beta prior by maximum likelihood of the beta-binomial distribution, Newton's method on log α and log β.
 * For what: shrinking shares near 0 or 1, where a normal model would leave [0, 1]. Skellam JG (1948) JRSS B 10:257.
 * @returns undefined when the shares vary no more than chance would make them: α and β run off to infinity
 * @throws RangeError on counts that are not whole or do not fit
 */
export function betaPriorByLikelihood(units: readonly UnitCount[]): BetaPrior | undefined {
  const start = betaPriorByMoments(units);
  if (start === undefined) return undefined;
  const successes = countsAbove(units.map((unit) => unit.successes));
  const failures = countsAbove(units.map((unit) => unit.n - unit.successes));
  const trials = countsAbove(units.map((unit) => unit.n));
  let { alpha, beta } = start;
  for (let round = 0; round < 500; round++) {
    const a = risingDerivatives(alpha, successes);
    const b = risingDerivatives(beta, failures);
    const all = risingDerivatives(alpha + beta, trials);
    const slope = [alpha * (a.first - all.first), beta * (b.first - all.first)] as const;
    const curve = {
      aa: alpha ** 2 * (a.second - all.second) + slope[0],
      bb: beta ** 2 * (b.second - all.second) + slope[1],
      ab: -alpha * beta * all.second,
    };
    const determinant = curve.aa * curve.bb - curve.ab ** 2;
    // Uphill by Newton where the likelihood is concave, else along the slope; never more than doubling at once.
    const concave = determinant > 0 && curve.aa < 0;
    const raw = concave
      ? [
          (curve.ab * slope[1] - curve.bb * slope[0]) / determinant,
          (curve.ab * slope[0] - curve.aa * slope[1]) / determinant,
        ]
      : slope;
    const [one, two] = raw.map((step) => Math.max(-Math.LN2, Math.min(Math.LN2, step)));
    alpha *= Math.exp(one ?? 0);
    beta *= Math.exp(two ?? 0);
    if (!(alpha + beta < 1e8)) return undefined;
    if (concave && Math.abs(one ?? 0) + Math.abs(two ?? 0) < 1e-13) return { alpha, beta };
  }
  return undefined;
}

/**
 * Shrunken share of a unit: (α + successes)/(α + β + n), the mean of its posterior distribution.
 * @throws RangeError on counts that are not whole or do not fit, or a prior that is not above 0
 */
export function posteriorShare({ alpha, beta }: BetaPrior, unit: UnitCount): number {
  requireCounts([unit]);
  if (!(alpha > 0) || !(beta > 0))
    throw new RangeError(`a beta prior needs α and β above 0, got ${alpha} and ${beta}`);
  return (alpha + unit.successes) / (alpha + beta + unit.n);
}

/** What a unit's share is taken to be once it has been drawn towards the others: 0–1, with the middle of its distribution. */
export type PosteriorShare = Interval & { readonly value: number; readonly se: number };

/**
 * Posterior of a unit's share under a beta prior: Beta(α + n·p, β + n·(1 − p)), its mean, standard deviation and the
 * quantiles that leave out equal tails. Never leaves 0–1, also where everybody agrees.
 * For what: shrunken shares of weighted samples, whose effective counts are no whole numbers.
 * @param n effective answers, above 0
 * @throws RangeError on a share outside 0–1, no answers, or a prior that is not above 0
 */
export function posteriorOfShare(
  { alpha, beta }: BetaPrior,
  { share, n }: { readonly share: number; readonly n: number },
  confidence: number,
): PosteriorShare {
  if (!(alpha > 0) || !(beta > 0))
    throw new RangeError(`a beta prior needs α and β above 0, got ${alpha} and ${beta}`);
  if (!(share >= 0 && share <= 1) || !(n > 0))
    throw new RangeError(`a share of answers lies between 0 and 1, got ${share} of ${n}`);
  const [a, b] = [alpha + n * share, beta + n * (1 - share)];
  const tail = (1 - confidence) / 2;
  return {
    value: a / (a + b),
    se: Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1))),
    low: betaQuantile(tail, a, b),
    high: betaQuantile(1 - tail, a, b),
  };
}
