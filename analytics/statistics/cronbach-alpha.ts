import fQuantile from "@stdlib/stats-base-dists-f-quantile";
import { type Interval, requireConfidence } from "./interval.ts";

type Matrix = readonly (readonly number[])[];

const at = (matrix: Matrix, row: number, column: number) => matrix[row]?.[column] ?? Number.NaN;

function sumOver(matrix: Matrix, items: readonly number[]): { total: number; own: number } {
  let [total, own] = [0, 0];
  for (const i of items) {
    for (const j of items) total += at(matrix, i, j);
    own += at(matrix, i, i);
  }
  return { total, own };
}

function alphaOf(matrix: Matrix, items: readonly number[]): number | undefined {
  const { total, own } = sumOver(matrix, items);
  if (items.length < 2 || !(total > 0)) return undefined;
  return (items.length / (items.length - 1)) * (1 - own / total);
}

/**
 * Cronbach's alpha k/(k − 1)·(1 − Σs²/s²_total) from the items' covariance matrix: how far the items of a dimension measure one thing.
 * For what: at least 0.7 for a dimension of 3 items or more. A policy index that adds up repair, garden and lifts need
 * not be consistent; a low alpha is no defect there. Negative when items run against each other: check their direction.
 * The correlation matrix gives the standardised alpha. Cronbach LJ (1951) Psychometrika 16:297.
 * Undefined for fewer than two items or when the total does not vary.
 */
export function cronbachAlpha(covariance: Matrix): number | undefined {
  return alphaOf(covariance, [...covariance.keys()]);
}

/**
 * Feldt's confidence interval of alpha: 1 − (1 − α)·F quantiles with n − 1 and (n − 1)(k − 1) degrees of freedom.
 * Feldt LS (1965) Psychometrika 30:357.
 * @param n respondents
 * @param items number of items k
 * @throws RangeError on fewer than two respondents or items, or a bad confidence level
 */
export function feldtInterval(alpha: number, n: number, items: number, confidence = 0.95): Interval {
  requireConfidence(confidence);
  if (!(n >= 2) || !(items >= 2))
    throw new RangeError(`Feldt's interval needs two respondents and items, got ${n} and ${items}`);
  const [one, two] = [n - 1, (n - 1) * (items - 1)];
  const tail = (1 - confidence) / 2;
  return {
    low: 1 - (1 - alpha) * fQuantile(1 - tail, one, two),
    high: 1 - (1 - alpha) * fQuantile(tail, one, two),
  };
}

export type ItemReliability = {
  /** Alpha of the other items; undefined when fewer than two are left. */
  readonly alphaWithout: number | undefined;
  /** Correlation with the sum of the other items; below 0.3 the item deserves a review. Undefined without variance. */
  readonly restCorrelation: number | undefined;
};

/** What each item does to the dimension, one entry an item. */
export function itemReliabilities(covariance: Matrix): ItemReliability[] {
  const items = [...covariance.keys()];
  return items.map((item) => {
    const others = items.filter((other) => other !== item);
    const shared = others.reduce((sum, other) => sum + at(covariance, item, other), 0);
    const scale = Math.sqrt(at(covariance, item, item) * sumOver(covariance, others).total);
    return {
      alphaWithout: alphaOf(covariance, others),
      restCorrelation: scale > 0 ? shared / scale : undefined,
    };
  });
}
