import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { normalCriticalValue } from "./normal-critical-value.ts";

/**
 * Planning by the normal approximation. Sizes come unrounded: print them with `Math.ceil`, and multiply by the design
 * effect where answers are weighted or clustered. Contacts to attempt are the size over the expected response rate.
 */

function requireShare(share: number): void {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share lies in [0, 1], got ${share}`);
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`${name} must be above 0, got ${value}`);
}

/** Infinite-population size reduced for a finite one: n₀/(1 + (n₀ − 1)/N). */
function finiteSize(size: number, population: number): number {
  requirePositive("the population", population);
  return size / (1 + (size - 1) / population);
}

export type PrecisionTarget = {
  /** Half-width of the interval, on the scale of the estimate (a share: 0.04 is 4 points). */
  readonly margin: number;
  readonly confidence?: number;
  /** Owners; left out when the population is a process without end. */
  readonly population?: number;
};

/**
 * Answers needed to know a share to a margin: n₀ = z²p(1 − p)/e², then the exact finite correction.
 * Cochran WG (1977) Sampling Techniques, 4.4. The default share 0.5 needs the most.
 * @throws RangeError on a margin or population not above 0, or a share outside [0, 1]
 */
export function sizeForShare(
  { margin, confidence = 0.95, population = Number.POSITIVE_INFINITY }: PrecisionTarget,
  share = 0.5,
): number {
  requireShare(share);
  requirePositive("the margin", margin);
  return finiteSize((normalCriticalValue(confidence) ** 2 * share * (1 - share)) / margin ** 2, population);
}

/**
 * Answers needed to know a mean to a margin: n₀ = (zσ/e)², then the exact finite correction.
 * @param deviation standard deviation of single answers
 * @throws RangeError on a margin, deviation or population not above 0
 */
export function sizeForMean(
  { margin, confidence = 0.95, population = Number.POSITIVE_INFINITY }: PrecisionTarget,
  deviation: number,
): number {
  requirePositive("the margin", margin);
  requirePositive("the standard deviation", deviation);
  return finiteSize(((normalCriticalValue(confidence) * deviation) / margin) ** 2, population);
}

/**
 * Margin of a share from a simple random sample, z√(p(1 − p)/n·(N − n)/(N − 1)): half the width of Wald's interval.
 * From achieved answers only, never from invitations; a weighted score prints its design-based interval instead.
 * @throws RangeError on a size not above 0 or above the population, or a share outside [0, 1]
 */
export function marginOfShare(
  size: number,
  {
    share = 0.5,
    confidence = 0.95,
    population = Number.POSITIVE_INFINITY,
  }: { readonly share?: number; readonly confidence?: number; readonly population?: number } = {},
): number {
  requireShare(share);
  requirePositive("the size", size);
  if (size > population) throw new RangeError(`${size} answers cannot come from ${population} owners`);
  const left =
    population === Number.POSITIVE_INFINITY
      ? 1
      : population === 1
        ? 0
        : (population - size) / (population - 1);
  return normalCriticalValue(confidence) * Math.sqrt(((share * (1 - share)) / size) * left);
}

/**
 * Margin of a mean from a simple random sample, zσ/√n·√((N − n)/(N − 1)): the inverse of `sizeForMean`.
 * @param deviation standard deviation of single answers
 * @throws RangeError on a size not above 0 or above the population, or a deviation not above 0
 */
export function marginOfMean(
  size: number,
  deviation: number,
  { confidence = 0.95, population = Number.POSITIVE_INFINITY }: Omit<PrecisionTarget, "margin"> = {},
): number {
  requirePositive("the standard deviation", deviation);
  // a share of one half has the deviation 1/2
  return 2 * deviation * marginOfShare(size, { confidence, population });
}

export type TestPlan = {
  /** Two-sided level of the test. */
  readonly level?: number;
  readonly power?: number;
};

function criticalSum({ level = 0.05, power = 0.8 }: TestPlan): number {
  if (!(power > 0 && power < 1)) throw new RangeError(`power lies strictly between 0 and 1, got ${power}`);
  return normalCriticalValue(1 - level) + normalQuantile(power, 0, 1);
}

/**
 * Smallest change of a mean that two independent waves of this size detect with the power: (z + z_power)·σ√(2/n).
 * For what: the sample plan says by it which changes a project cannot show.
 * @param size answers per wave
 * @param deviation standard deviation of single answers
 * @throws RangeError on a size or deviation not above 0, or a level or power outside (0, 1)
 */
export function detectableChange(size: number, deviation: number, plan: TestPlan = {}): number {
  requirePositive("the size", size);
  requirePositive("the standard deviation", deviation);
  return criticalSum(plan) * deviation * Math.sqrt(2 / size);
}

/**
 * Answers per wave needed to detect a change of a mean: 2((z + z_power)σ/δ)² + z²/4, the last term for estimating σ.
 * Guenther WC (1981) The American Statistician 35:243; within 0.01 answers of the exact noncentral t in the cases tested.
 * @throws RangeError on a change or deviation not above 0, or a level or power outside (0, 1)
 */
export function sizeForChange(change: number, deviation: number, plan: TestPlan = {}): number {
  requirePositive("the change", change);
  requirePositive("the standard deviation", deviation);
  const { level = 0.05 } = plan;
  return 2 * ((criticalSum(plan) * deviation) / change) ** 2 + normalCriticalValue(1 - level) ** 2 / 4;
}

/**
 * Chance that two independent waves of this size find the difference of two shares. As R's `power.prop.test`:
 * Fleiss JL (1981) Statistical Methods for Rates and Proportions; the far tail, negligible, is left out.
 * @throws RangeError on a size not above 0, a share outside [0, 1] or a level outside (0, 1)
 */
export function powerForShares(size: number, before: number, after: number, level = 0.05): number {
  requirePositive("the size", size);
  requireShare(before);
  requireShare(after);
  const pooled = Math.sqrt((before + after) * (1 - (before + after) / 2));
  const apart = Math.sqrt(before * (1 - before) + after * (1 - after));
  const reach = Math.sqrt(size) * Math.abs(after - before) - normalCriticalValue(1 - level) * pooled;
  return apart === 0 ? Number(reach > 0) : normalCdf(reach / apart, 0, 1);
}

/**
 * Answers per wave needed to find the difference of two shares with the power; `powerForShares` solved for the size.
 * @returns undefined for equal shares: no size finds a difference that is none
 * @throws RangeError on a share outside [0, 1], or a level or power outside (0, 1)
 */
export function sizeForShares(
  before: number,
  after: number,
  { level = 0.05, power = 0.8 }: TestPlan = {},
): number | undefined {
  requireShare(before);
  requireShare(after);
  if (!(power > 0 && power < 1)) throw new RangeError(`power lies strictly between 0 and 1, got ${power}`);
  if (before === after) return undefined;
  const pooled = Math.sqrt((before + after) * (1 - (before + after) / 2));
  const apart = Math.sqrt(before * (1 - before) + after * (1 - after));
  return (
    ((normalCriticalValue(1 - level) * pooled + normalQuantile(power, 0, 1) * apart) / (after - before)) ** 2
  );
}
