/** Weighted sums of complete columns: Σw, Σwx, Σwxy (lower triangle), and how many rows have weight. */
type Sums = { used: number; total: number; readonly sums: Float64Array; readonly products: Float64Array };

function emptySums(width: number): Sums {
  return { used: 0, total: 0, sums: new Float64Array(width), products: new Float64Array(width * width) };
}

function addRow({ sums, products }: Sums, row: Float64Array, weight: number): void {
  const width = sums.length;
  for (let i = 0; i < width; i++) {
    const scaled = weight * (row[i] as number);
    sums[i] = (sums[i] as number) + scaled;
    for (let j = 0; j <= i; j++)
      products[i * width + j] = (products[i * width + j] as number) + scaled * (row[j] as number);
  }
}

function correlationsOf({ used, total, sums, products }: Sums): number[][] | undefined {
  if (used < 2) return undefined;
  const width = sums.length;
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
  const all = emptySums(rows[0]?.length ?? 0);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place];
    const weight = weights[place] ?? 0;
    if (row === undefined || weight === 0) continue;
    all.used += 1;
    all.total += weight;
    addRow(all, row, weight);
  }
  return correlationsOf(all);
}

/**
 * The same for a bootstrap over many rows: rows are dealt into blocks (row r into block r modulo `blocks`) that are added
 * up once, and a draw weighs whole blocks. Drawing random groups of rows spreads a statistic as drawing rows does, at the
 * cost of the blocks. The rows' order must say nothing of them: by a random id, say.
 * @returns the correlations of a draw, given how often each block was drawn
 */
export function blockCorrelations(
  rows: readonly Float64Array[],
  weights: Float64Array,
  blocks: number,
): (timesDrawn: Float64Array) => number[][] | undefined {
  const width = rows[0]?.length ?? 0;
  const parts = Array.from({ length: blocks }, () => emptySums(width));
  for (const [place, row] of rows.entries()) {
    const part = parts[place % blocks] as Sums;
    const weight = weights[place] ?? 0;
    if (weight === 0) continue;
    part.used += 1;
    part.total += weight;
    addRow(part, row, weight);
  }
  return (timesDrawn) => {
    const all = emptySums(width);
    for (const [block, part] of parts.entries()) {
      const times = timesDrawn[block] ?? 0;
      if (times === 0) continue;
      all.used += part.used;
      all.total += times * part.total;
      for (let i = 0; i < width; i++)
        all.sums[i] = (all.sums[i] as number) + times * (part.sums[i] as number);
      for (let i = 0; i < width * width; i++)
        all.products[i] = (all.products[i] as number) + times * (part.products[i] as number);
    }
    return correlationsOf(all);
  };
}
