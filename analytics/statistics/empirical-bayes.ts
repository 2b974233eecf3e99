/** A unit's score with its sampling variance (process inference: no finite correction). */
export type UnitScore = { readonly value: number; readonly variance: number };

export type BetweenMethod = "REML" | "DL";

export type ShrunkenScores = {
  /** Variance between units τ²; 0 means: the units cannot be told apart. */
  readonly between: number;
  /** Mean over units, weighted by 1/(τ² + v), and its standard error. */
  readonly mean: number;
  readonly meanSe: number;
  /** One entry a unit, in the order given. */
  readonly units: readonly {
    /** B = τ²/(τ² + v), 0–1: how much of the unit's distance from the mean is the unit and not chance. */
    readonly reliability: number;
    /** B·value + (1 − B)·mean. */
    readonly value: number;
    readonly se: number;
  }[];
};

function requireUnits(units: readonly UnitScore[]): void {
  for (const { value, variance } of units) {
    if (!Number.isFinite(value) || !(variance > 0 && variance < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`a unit needs a score and a variance above 0, got ${value} and ${variance}`);
    }
  }
}

type Precision = {
  readonly first: number;
  readonly second: number;
  readonly third: number;
  readonly mean: number;
};

/** Sums of the precisions 1/(v + τ²), their squares and cubes, and the mean they weight. */
function precisions(units: readonly UnitScore[], between: number): Precision {
  let [first, second, third, sum] = [0, 0, 0, 0];
  for (const { value, variance } of units) {
    const weight = 1 / (variance + between);
    first += weight;
    second += weight ** 2;
    third += weight ** 3;
    sum += weight * value;
  }
  return { first, second, third, mean: sum / first };
}

/**
 * Variance between units by DerSimonian and Laird's moments, not below 0.
 * DerSimonian R, Laird N (1986) Controlled Clinical Trials 7:177.
 */
function momentBetween(units: readonly UnitScore[]): number {
  const { first, second, mean } = precisions(units, 0);
  const q = units.reduce((sum, { value, variance }) => sum + (value - mean) ** 2 / variance, 0);
  return Math.max(0, (q - (units.length - 1)) / (first - second / first));
}

/**
 * Restricted maximum likelihood by Fisher scoring from the moment estimate; a step below 0 is halved, and a likelihood that
 * still rises towards 0 ends there. Raudenbush SW (2009) in Handbook of Research Synthesis, chapter 16.
 */
function likelihoodBetween(units: readonly UnitScore[]): number {
  const slopeAt = (between: number) => {
    const { first, second, third, mean } = precisions(units, between);
    const squares = units.reduce(
      (sum, { value, variance }) => sum + ((value - mean) / (variance + between)) ** 2,
      0,
    );
    const slope = (squares - first + second / first) / 2;
    const information = (second - (2 * third) / first + (second / first) ** 2) / 2;
    return { slope, step: slope / information };
  };
  let between = momentBetween(units);
  for (let round = 0; round < 1000; round++) {
    const { slope, step } = slopeAt(between);
    if (between === 0 && slope <= 0) return 0;
    const next = between + step > 0 ? between + step : between / 2;
    if (Math.abs(next - between) <= 1e-12 * Math.max(next, Number.MIN_VALUE)) return next;
    // Halving towards a maximum at 0 would go on for ever.
    if (next < 1e-12 * Math.min(...units.map(({ variance }) => variance))) return 0;
    between = next;
  }
  throw new Error("the variance between units did not converge");
}

/**
 * Variance of the true unit scores around their mean, τ², never below 0. Undefined with fewer than two units.
 * @throws RangeError on a variance that is not above 0
 */
export function betweenUnitVariance(
  units: readonly UnitScore[],
  method: BetweenMethod = "REML",
): number | undefined {
  requireUnits(units);
  if (units.length < 2) return undefined;
  return method === "DL" ? momentBetween(units) : likelihoodBetween(units);
}

/**
 * Empirical-Bayes scores: each unit pulled towards the mean as far as its own answers are uncertain.
 * For what: ordering small projects and the watch list; never printed as the official score. The standard error includes
 * that of the mean: se² = B·v + (1 − B)²/Σ 1/(v + τ²). Morris CN (1983) JASA 78:47; equals R's `metafor::blup`.
 * @returns undefined with fewer units than `minimumUnits`: too few to learn the variance between them
 * @throws RangeError on a variance that is not above 0
 */
export function empiricalBayes(
  units: readonly UnitScore[],
  {
    method = "REML",
    minimumUnits = 5,
  }: { readonly method?: BetweenMethod; readonly minimumUnits?: number } = {},
): ShrunkenScores | undefined {
  const between = betweenUnitVariance(units, method);
  if (between === undefined || units.length < minimumUnits) return undefined;
  const { first, mean } = precisions(units, between);
  return {
    between,
    mean,
    meanSe: Math.sqrt(1 / first),
    units: units.map(({ value, variance }) => {
      const reliability = between / (between + variance);
      return {
        reliability,
        value: reliability * value + (1 - reliability) * mean,
        se: Math.sqrt(reliability * variance + (1 - reliability) ** 2 / first),
      };
    }),
  };
}
