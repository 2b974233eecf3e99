/**
 * Variance that a mean of these answers would have from a simple random sample of the same size:
 * S²/n, times (1 − n/Σw) when the owners are finitely many. S² is weighted, Σ w(y − ȳ)²/Σ w · n/(n − 1), n the number of
 * rows with a valid answer. Undefined with fewer than two valid answers or no weight.
 * @throws RangeError when lengths differ
 */
export function simpleRandomVariance(
  answers: readonly (number | undefined)[],
  weights: ArrayLike<number>,
  finite = false,
): number | undefined {
  if (answers.length !== weights.length) {
    throw new RangeError(`${answers.length} answers do not go with ${weights.length} weights`);
  }
  let n = 0;
  let total = 0;
  let sum = 0;
  for (const [row, answer] of answers.entries()) {
    if (answer === undefined) continue;
    const weight = weights[row] ?? 0;
    n += 1;
    total += weight;
    sum += weight * answer;
  }
  if (n < 2 || total === 0) return undefined;
  const mean = sum / total;
  let squares = 0;
  for (const [row, answer] of answers.entries()) {
    if (answer !== undefined) squares += (weights[row] ?? 0) * (answer - mean) ** 2;
  }
  const variance = (squares / total) * (n / (n - 1));
  return (variance / n) * (finite ? 1 - n / total : 1);
}

/**
 * Design effect: how many times the variance of a simple random sample the design-based variance is.
 * For what: says what stratification gains and weighting or clustering costs. Kish L (1965) Survey Sampling, 8.2;
 * `finite` as R's `deff = TRUE`, else as `deff = "replace"`. Undefined where all answers are equal.
 */
export function designEffect(
  variance: number,
  answers: readonly (number | undefined)[],
  weights: ArrayLike<number>,
  finite = false,
): number | undefined {
  const simple = simpleRandomVariance(answers, weights, finite);
  return simple === undefined || !(simple > 0) ? undefined : variance / simple;
}
