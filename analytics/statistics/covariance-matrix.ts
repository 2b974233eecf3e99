export type CovarianceMatrix = {
  /** Symmetric, one row and column a variable. */
  readonly matrix: readonly (readonly number[])[];
  /** Rows used: with every variable answered, or with any (pairwise). */
  readonly n: number;
};

export type MissingRule = "complete" | "pairwise";

type Column = readonly (number | undefined)[];

function pairCovariance(
  one: Column,
  two: Column,
  rows: readonly number[],
  weights: ArrayLike<number> | undefined,
): number {
  let [n, total, sumOne, sumTwo] = [0, 0, 0, 0];
  for (const row of rows) {
    const [x, y] = [one[row], two[row]];
    const weight = weights ? (weights[row] ?? 0) : 1;
    if (x === undefined || y === undefined || weight === 0) continue;
    n += 1;
    total += weight;
    sumOne += weight * x;
    sumTwo += weight * y;
  }
  if (n < 2) return Number.NaN;
  const [meanOne, meanTwo] = [sumOne / total, sumTwo / total];
  let sum = 0;
  for (const row of rows) {
    const [x, y] = [one[row], two[row]];
    if (x !== undefined && y !== undefined)
      sum += (weights ? (weights[row] ?? 0) : 1) * (x - meanOne) * (y - meanTwo);
  }
  return ((sum / total) * n) / (n - 1);
}

/**
 * Covariance matrix of answers with divisor n − 1, weighted if weights are given (Σ w(x − x̄)(y − ȳ)/Σ w · n/(n − 1)).
 * `complete` uses the respondents who answered everything; `pairwise` uses for each pair those who answered both, which keeps
 * more answers but need not be positive definite. Say which.
 * @param columns one list of answers a variable, undefined where there is none
 * @returns undefined when some pair has fewer than two weighted respondents in common
 * @throws RangeError when columns or weights differ in length, or a weight is negative
 */
export function covarianceMatrix(
  columns: readonly Column[],
  missing: MissingRule = "complete",
  weights?: ArrayLike<number>,
): CovarianceMatrix | undefined {
  const length = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== length) || (weights && weights.length !== length)) {
    throw new RangeError("columns and weights differ in length");
  }
  if (weights && Array.prototype.some.call(weights, (weight: number) => !(weight >= 0))) {
    throw new RangeError("a weight must be a number from 0 up");
  }
  const answered = (row: number) => columns.filter((column) => column[row] !== undefined).length;
  const needed = missing === "complete" ? columns.length : 1;
  const rows = Array.from({ length }, (_, row) => row).filter((row) => answered(row) >= needed);
  const matrix = columns.map(() => columns.map(() => 0));
  for (const [i, one] of columns.entries()) {
    for (const [j, two] of columns.entries()) {
      if (j < i) continue;
      const covariance = pairCovariance(one, two, rows, weights);
      if (Number.isNaN(covariance)) return undefined;
      for (const [a, b] of [
        [i, j],
        [j, i],
      ] as const) {
        const target = matrix[a];
        if (target) target[b] = covariance;
      }
    }
  }
  return { matrix, n: rows.length };
}

/** Correlation matrix of a covariance matrix; 0 with a variable that does not vary, which explains nothing. */
export function correlationMatrix(covariance: readonly (readonly number[])[]): number[][] {
  const deviations = covariance.map((row, i) => Math.sqrt(row[i] ?? 0));
  return covariance.map((row, i) =>
    row.map((value, j) => {
      const scale = (deviations[i] ?? 0) * (deviations[j] ?? 0);
      return i === j ? 1 : scale === 0 ? 0 : value / scale;
    }),
  );
}
