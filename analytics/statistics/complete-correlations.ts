/**
 * Weighted correlation matrix of complete columns, fast: one pass over the rows, for loops that need it hundreds of times
 * (bootstrap). `covarianceMatrix` is the general form with missing answers. Correlation 0 with a column that does not vary.
 * Columns should be centred roughly beforehand, as sums of squares lose digits on values far from 0.
 * @param rows one list a respondent, all of the same length
 * @param weights one a row
 * @returns undefined when fewer than two rows have weight
 */
export function completeCorrelations(
  rows: readonly Float64Array[],
  weights: Float64Array,
): number[][] | undefined {
  const width = rows[0]?.length ?? 0;
  const sums = new Float64Array(width);
  const products = new Float64Array(width * width);
  let total = 0;
  let used = 0;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place];
    const weight = weights[place] ?? 0;
    if (row === undefined || weight === 0) continue;
    used += 1;
    total += weight;
    for (let i = 0; i < width; i++) {
      const scaled = weight * (row[i] ?? 0);
      sums[i] = (sums[i] ?? 0) + scaled;
      for (let j = 0; j <= i; j++)
        products[i * width + j] = (products[i * width + j] ?? 0) + scaled * (row[j] ?? 0);
    }
  }
  if (used < 2) return undefined;
  const covariance = (i: number, j: number) => {
    const [high, low] = i > j ? [i, j] : [j, i];
    return (products[high * width + low] ?? 0) / total - ((sums[i] ?? 0) / total) * ((sums[j] ?? 0) / total);
  };
  const deviations = Array.from({ length: width }, (_, i) => {
    const variance = covariance(i, i);
    // What rounding leaves of a constant column is not variance.
    return variance > 1e-12 * ((products[i * width + i] ?? 0) / total) ? Math.sqrt(variance) : 0;
  });
  return deviations.map((one, i) =>
    deviations.map((two, j) => (i === j ? 1 : one * two === 0 ? 0 : covariance(i, j) / (one * two))),
  );
}
