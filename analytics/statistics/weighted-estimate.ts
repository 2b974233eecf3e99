/**
 * Estimates with their influence values: how much each respondent moves the estimate, weight included.
 * For what: the variance engine needs nothing else, so every linear combination of estimates (a difference,
 * a composite index, a change between waves on the stacked file) gets its variance, covariances included,
 * by combining influence values. Deville J-C (1999) Survey Methodology 25:193.
 *
 * Answers are one entry a respondent, undefined where there is no valid answer. Such a row, like a row outside
 * a domain, keeps its place with influence 0: dropping it would lose its stratum's size.
 */
export type LinearEstimate = {
  readonly value: number;
  /** One entry a respondent. */
  readonly influence: Float64Array;
};

type Answers = readonly (number | undefined)[];

function requireRows(answers: ArrayLike<unknown>, weights: ArrayLike<number>): void {
  if (answers.length !== weights.length) {
    throw new RangeError(`${answers.length} answers do not go with ${weights.length} weights`);
  }
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] ?? Number.NaN;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`weight ${weight} of row ${row} must be a number from 0 up`);
    }
  }
}

/** Answers inside a domain; every other row counts as unanswered. */
export function withinDomain(answers: Answers, belongs: (row: number) => boolean): (number | undefined)[] {
  return answers.map((answer, row) => (belongs(row) ? answer : undefined));
}

/**
 * Weighted total Σ w·y over the valid answers; influence w·y.
 * @throws RangeError when lengths differ or a weight is negative
 */
export function weightedTotal(answers: Answers, weights: ArrayLike<number>): LinearEstimate {
  requireRows(answers, weights);
  const influence = Float64Array.from(answers, (answer, row) => (answer ?? 0) * (weights[row] ?? 0));
  return { value: influence.reduce((sum, part) => sum + part, 0), influence };
}

/**
 * Ratio of two weighted totals Σ w·y / Σ w·x over rows that have both; influence w(y − R·x)/Σ w·x.
 * Undefined when the denominator is 0.
 * @throws RangeError when lengths differ or a weight is negative
 */
export function weightedRatio(
  numerator: Answers,
  denominator: Answers,
  weights: ArrayLike<number>,
): LinearEstimate | undefined {
  requireRows(numerator, weights);
  requireRows(denominator, weights);
  let above = 0;
  let below = 0;
  for (const [row, x] of denominator.entries()) {
    const y = numerator[row];
    if (x === undefined || y === undefined) continue;
    above += (weights[row] ?? 0) * y;
    below += (weights[row] ?? 0) * x;
  }
  if (below === 0) return undefined;
  const value = above / below;
  const influence = Float64Array.from(numerator, (y, row) => {
    const x = denominator[row];
    return x === undefined || y === undefined ? 0 : ((weights[row] ?? 0) * (y - value * x)) / below;
  });
  return { value, influence };
}

/**
 * Weighted mean Σ w·y / Σ w over the valid answers. A share is the mean of 0 and 1, a net score the mean of
 * −1, 0 and 1, a domain mean the mean of `withinDomain` answers. Undefined without a weighted valid answer.
 * @throws RangeError when lengths differ or a weight is negative
 */
export function weightedMean(answers: Answers, weights: ArrayLike<number>): LinearEstimate | undefined {
  return weightedRatio(
    answers,
    answers.map(() => 1),
    weights,
  );
}

/**
 * Linear combination Σ c·estimate of estimates from the same file, e.g. a difference with coefficients 1 and −1,
 * or a phase-standardised score with the standard's shares.
 * @throws RangeError when there are no terms or they come from files of different length
 */
export function combineEstimates(
  terms: readonly (readonly [coefficient: number, estimate: LinearEstimate])[],
): LinearEstimate {
  const rows = terms[0]?.[1].influence.length;
  if (rows === undefined) throw new RangeError("a combination needs at least one estimate");
  const influence = new Float64Array(rows);
  let value = 0;
  for (const [coefficient, estimate] of terms) {
    if (estimate.influence.length !== rows)
      throw new RangeError("estimates of different files cannot be combined");
    value += coefficient * estimate.value;
    for (let row = 0; row < rows; row++)
      influence[row] = (influence[row] ?? 0) + coefficient * (estimate.influence[row] ?? 0);
  }
  return { value, influence };
}
