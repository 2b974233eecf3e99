function sums(weights: ArrayLike<number>): { sum: number; squares: number } {
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index] ?? Number.NaN;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`a weight must be a number from 0 up, got ${weight}`);
    }
    sum += weight;
    squares += weight ** 2;
  }
  return { sum, squares };
}

/**
 * Kish's effective sample size (Σw)²/Σw²: how many equally weighted answers the weighted ones are worth.
 * For what: shown beside n, so that a reader sees what unequal weights cost. Scale-free in the weights.
 * Kish L (1965) Survey Sampling. Undefined when all weights are 0 or there are none.
 * @throws RangeError on a negative or non-finite weight
 */
export function kishEffectiveSize(weights: ArrayLike<number>): number | undefined {
  const { sum, squares } = sums(weights);
  return squares === 0 ? undefined : sum ** 2 / squares;
}

/**
 * Kish's design effect of weighting nΣw²/(Σw)² = 1 + cv²(w), at least 1: the factor by which unequal weights
 * inflate the variance of a mean unrelated to them. House rule: warn above 1.5, do not rank above 2.5.
 * Undefined when all weights are 0 or there are none.
 * @throws RangeError on a negative or non-finite weight
 */
export function kishDesignEffect(weights: ArrayLike<number>): number | undefined {
  const { sum, squares } = sums(weights);
  return squares === 0 ? undefined : (weights.length * squares) / sum ** 2;
}
