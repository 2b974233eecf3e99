export type PostStratification =
  | {
      readonly kind: "weights";
      readonly weights: Float64Array;
      /** Factor that every base weight of a cell was multiplied with. */
      readonly factors: ReadonlyMap<string, number>;
    }
  /** Cells with owners but without weight in the sample, sorted; collapse them with `collapseCells` and try again. */
  | { readonly kind: "empty-cells"; readonly cells: readonly string[] };

/**
 * Post-stratification: base weights scaled within each cell so that they add up to the cell's known owners,
 * w = d·N_c/Σd. For what: with base weight 1 and cells project × phase this is the default weight N/r, which undoes
 * both unequal sampling and unequal response. Holt D, Smith TMF (1979) JRSS A 142:33; equals R's `postStratify`.
 * Owners of a cell nobody answered for are never passed over in silence. A cell of 0 owners gives weight 0.
 * @param cells one a row
 * @throws RangeError when lengths differ, a base weight or population is negative, or a row's cell has no population
 */
export function postStratify(
  baseWeights: ArrayLike<number>,
  cells: readonly string[],
  population: ReadonlyMap<string, number>,
): PostStratification {
  if (baseWeights.length !== cells.length) {
    throw new RangeError(`${baseWeights.length} base weights do not go with ${cells.length} cells`);
  }
  const sums = new Map<string, number>();
  for (const [row, cell] of cells.entries()) {
    const weight = baseWeights[row] ?? Number.NaN;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`base weight ${weight} of row ${row} must be a number from 0 up`);
    }
    if (!population.has(cell))
      throw new RangeError(`row ${row} lies in cell ${cell}, whose population is not given`);
    sums.set(cell, (sums.get(cell) ?? 0) + weight);
  }
  const factors = new Map<string, number>();
  const empty: string[] = [];
  for (const [cell, owners] of population) {
    if (!(owners >= 0 && owners < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`population ${owners} of cell ${cell} must be a number from 0 up`);
    }
    const sum = sums.get(cell) ?? 0;
    if (sum > 0) factors.set(cell, owners / sum);
    else if (owners > 0) empty.push(cell);
  }
  if (empty.length > 0) return { kind: "empty-cells", cells: empty.toSorted() };
  const weights = Float64Array.from(cells, (cell, row) => (baseWeights[row] ?? 0) * (factors.get(cell) ?? 0));
  return { kind: "weights", weights, factors };
}
