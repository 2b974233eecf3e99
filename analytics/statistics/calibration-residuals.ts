import { Matrix, pseudoInverse } from "ml-matrix";

/**
 * Influence values after calibration (post-stratification, raking): w·e, where e is what a weighted regression of z/w on the
 * indicators of the calibration cells leaves over. For what: an estimate that owner counts pin down varies only by what
 * those counts do not explain; put the result into `influenceVariance`.
 * The regression uses the weights before calibration, as R's survey package does; for a single set of post-strata e is
 * the deviation from the post-stratum's mean. Deville J-C, Särndal C-E (1992) JASA 87:376.
 * @param influence values computed with the calibrated weights
 * @param baseWeights weights before calibration
 * @param weights weights after calibration; a row of weight 0 keeps influence 0
 * @param margins the calibration cells of each row, one list a margin (one list for post-strata)
 * @throws RangeError when lengths differ
 */
export function calibrationResiduals(
  influence: ArrayLike<number>,
  baseWeights: ArrayLike<number>,
  weights: ArrayLike<number>,
  margins: readonly (readonly string[])[],
): Float64Array {
  const rows = influence.length;
  if ([baseWeights, weights, ...margins].some((list) => list.length !== rows)) {
    throw new RangeError("influence values, weights and margins differ in length");
  }
  const places = new Map<string, number>();
  const indicators = Array.from({ length: rows }, (_, row) =>
    margins.map((cells, margin) => {
      const key = `${margin}/${cells[row]}`;
      const place = places.get(key) ?? places.size;
      places.set(key, place);
      return place;
    }),
  );
  const perWeight = Float64Array.from({ length: rows }, (_, row) => {
    const weight = weights[row] ?? 0;
    return weight === 0 ? 0 : (influence[row] ?? 0) / weight;
  });

  const cross = Matrix.zeros(places.size, places.size);
  const right = Matrix.zeros(places.size, 1);
  for (const [row, mine] of indicators.entries()) {
    const base = baseWeights[row] ?? 0;
    for (const one of mine) {
      right.set(one, 0, right.get(one, 0) + base * (perWeight[row] ?? 0));
      for (const two of mine) cross.set(one, two, cross.get(one, two) + base);
    }
  }
  // Indicators of two margins both add up to 1, so the cross products are singular: any solution gives the same residuals.
  const coefficients = pseudoInverse(cross).mmul(right);
  return Float64Array.from(indicators, (mine, row) => {
    const fitted = mine.reduce((sum, place) => sum + coefficients.get(place, 0), 0);
    return (weights[row] ?? 0) * ((perWeight[row] ?? 0) - fitted);
  });
}
