import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";
import binomialQuantile from "@stdlib/stats-base-dists-binomial-quantile";
import type { Interval } from "./interval.ts";
import { normalCriticalValue } from "./normal-critical-value.ts";

function requireTarget(n: number, target: number): void {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`a unit needs a whole number of answers from 1 up, got ${n}`);
  if (!(target > 0 && target < 1))
    throw new RangeError(`a target share lies strictly between 0 and 1, got ${target}`);
}

/**
 * Limit of a funnel plot for shares: the binomial quantile, interpolated so that the curve is smooth.
 * r = F⁻¹(p), α = (F(r) − p)/(F(r) − F(r − 1)), limit (r − α)/n. Spiegelhalter DJ (2005) Statistics in Medicine 24:1185.
 * For drawing only: it is always below 1, so 3 of 3 would lie "outside". Flag with `binomialTails`; clamp when drawing.
 * @param n answers of the unit
 * @param target the share all units are compared with
 * @param probability share of units below the limit if all were alike, e.g. 0.975
 * @throws RangeError unless n is a positive whole number and the shares lie strictly between 0 and 1
 */
export function funnelShareLimit(n: number, target: number, probability: number): number {
  requireTarget(n, target);
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`a probability lies strictly between 0 and 1, got ${probability}`);
  const rank = binomialQuantile(probability, n, target);
  const upTo = binomialCdf(rank, n, target);
  const below = rank === 0 ? 0 : binomialCdf(rank - 1, n, target);
  return (rank - (upTo - probability) / (upTo - below)) / n;
}

export type BinomialTails = { readonly lower: number; readonly upper: number };

/**
 * Exact chances P(X ≤ successes) and P(X ≥ successes) of a unit that is like the target. For what: the only sound
 * flag of a funnel; below 0.025 a warning, below 0.001 an alarm.
 * @throws RangeError on counts that are not whole or do not fit, or a target outside (0, 1)
 */
export function binomialTails(successes: number, n: number, target: number): BinomialTails {
  requireTarget(n, target);
  if (!Number.isInteger(successes) || successes < 0 || successes > n) {
    throw new RangeError(`successes must be whole and between 0 and ${n}, got ${successes}`);
  }
  // The upper tail as the lower tail of the failures keeps the digits of small chances.
  return { lower: binomialCdf(successes, n, target), upper: binomialCdf(n - successes, n, 1 - target) };
}

export type FunnelState = "inside" | "warning" | "alarm";

/**
 * Where a unit stands in the funnel of shares: outside the 95 % limits a warning, outside 99.8 % an alarm, by exact tails.
 * @throws RangeError as `binomialTails`
 */
export function funnelShareState(successes: number, n: number, target: number): FunnelState {
  const { lower, upper } = binomialTails(successes, n, target);
  const tail = Math.min(lower, upper);
  if (tail < 0.001) return "alarm";
  return tail < 0.025 ? "warning" : "inside";
}

/**
 * Funnel limits of a mean: target ± z·√(σ²/n + τ²), σ² the variance of single answers, n the effective size.
 * @param overdispersion τ² from `funnelOverdispersion`; 0 when units scatter no more than chance makes them
 * @throws RangeError unless n > 0 and variances are from 0 up
 */
export function funnelMeanLimits(
  effectiveSize: number,
  target: number,
  variance: number,
  confidence = 0.95,
  overdispersion = 0,
): Interval {
  if (!(effectiveSize > 0) || !(variance >= 0) || !(overdispersion >= 0)) {
    throw new RangeError("funnel limits need a positive size and variances from 0 up");
  }
  const half = normalCriticalValue(confidence) * Math.sqrt(variance / effectiveSize + overdispersion);
  return { low: target - half, high: target + half };
}

export type Overdispersion = {
  /** Mean of the squared winsorised z scores: 1 if units scatter as chance makes them. */
  readonly ratio: number;
  /** τ², the variance to add to each unit's own; 0 when there is no more than chance. */
  readonly between: number;
};

/** Quantile by linear interpolation between order statistics, R's type 7. */
function quantile(sorted: readonly number[], portion: number): number {
  const place = portion * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (place - Math.floor(place)) * (above - below);
}

/**
 * Overdispersion of a funnel: how much more the units scatter about the target than chance, extremes pulled in.
 * z scores are winsorised at `portion` and 1 − `portion`, φ = mean z²; if Kφ > K − 1,
 * τ² = (Kφ − (K − 1))/(Σs⁻² − Σs⁻⁴/Σs⁻²). Spiegelhalter DJ (2005) Quality and Safety in Health Care 14:347.
 * For what: with hundreds of units of large n almost all would lie outside plain limits.
 * @param units value and standard error under the target, e.g. √(θ(1 − θ)/n) for a share
 * @returns undefined without units
 * @throws RangeError on a standard error that is not above 0 or a portion outside [0, 0.5)
 */
export function funnelOverdispersion(
  units: readonly { readonly value: number; readonly se: number }[],
  target: number,
  portion = 0.1,
): Overdispersion | undefined {
  if (!(portion >= 0 && portion < 0.5))
    throw new RangeError(`the winsorised portion lies in [0, 0.5), got ${portion}`);
  if (units.some(({ se }) => !(se > 0))) throw new RangeError("a unit needs a standard error above 0");
  if (units.length === 0) return undefined;
  const scores = units.map(({ value, se }) => (value - target) / se);
  const sorted = scores.toSorted((a, b) => a - b);
  const [low, high] = [quantile(sorted, portion), quantile(sorted, 1 - portion)];
  const count = units.length;
  const ratio = scores.reduce((sum, z) => sum + Math.min(high, Math.max(low, z)) ** 2, 0) / count;
  const first = units.reduce((sum, { se }) => sum + se ** -2, 0);
  const second = units.reduce((sum, { se }) => sum + se ** -4, 0);
  const excess = count * ratio - (count - 1);
  return { ratio, between: excess > 0 ? excess / (first - second / first) : 0 };
}
