import type { Arrangement } from "./arrange.ts";
import { type Cell, pairIndex } from "./moments.ts";
import type { SimpleSums } from "./simple-sample.ts";

/**
 * An arrangement's sums brought to one row a part, still without a weight of the index: what stays the same while
 * somebody moves the weights of a tree. k columns, k(k+1)/2 pairs; rows follow each other in each array.
 */
export type Condensed = SimpleSums & {
  readonly arrangement: Arrangement;
  readonly columns: number;
  readonly bases: number;
  /** By part and column: respondents with a valid answer, their Σ weight and Σ weight², the weighted mean (0 without answers). */
  readonly n: Float64Array;
  readonly weight: Float64Array;
  readonly weightSquared: Float64Array;
  /** Their Σ weight · share of their stratum's owners who answered. */
  readonly sampled: Float64Array;
  readonly mean: Float64Array;
  /** The weighted mean square; empty without products. */
  readonly meanSquare: Float64Array;
  /** By part and column: Σ over cells of spread · n. */
  readonly spreadN: Float64Array;
  /** By column: variance of an answer in the whole sample, each respondent with the weight; 0 below two answers. */
  readonly common: Float64Array;
  /** By part and base. */
  readonly baseN: Float64Array;
  readonly baseWeight: Float64Array;
  readonly baseWeightSquared: Float64Array;
  readonly baseSampled: Float64Array;
  /** By part and pair of columns: Σ over cells of spread · Σ (x − x̄)(y − ȳ) over those who have both. */
  readonly products: Float64Array;
  /** By part and column: Σ over cells of spread · Σ (x² + x̄²), the size against which rounding is told from spread. */
  readonly sizes: Float64Array;
  /** By cell and column: weight · Σ (x − x̄). */
  readonly totals: Float64Array;
};

function add(sums: Float64Array, at: number, amount: number): void {
  sums[at] = (sums[at] as number) + amount;
}

/** Means and bases of a part. */
function addLevels(condensed: Condensed, part: number, cell: Cell, weight: number, sampled: number): void {
  const { columns, bases } = condensed;
  for (let column = 0; column < columns; column++) {
    const own = pairIndex(column, column, columns);
    const at = part * columns + column;
    const n = cell.n[own] as number;
    add(condensed.n, at, n);
    add(condensed.weight, at, weight * n);
    add(condensed.weightSquared, at, weight * weight * n);
    add(condensed.sampled, at, weight * sampled * n);
    add(condensed.mean, at, weight * (cell.sumA[own] as number));
  }
  for (let base = 0; base < bases; base++) {
    const at = part * bases + base;
    const n = cell.bases[base] as number;
    add(condensed.baseN, at, n);
    add(condensed.baseWeight, at, weight * n);
    add(condensed.baseWeightSquared, at, weight * weight * n);
    add(condensed.baseSampled, at, weight * sampled * n);
  }
}

/**
 * Cells with their weights in an order that depends on nothing but their sums: the same answers under other groups or
 * names give the same variances to the last bit.
 */
function inFixedOrder({ whole, columns }: Arrangement) {
  const keyed = whole.map(({ cell, weight }) => {
    let [first, second] = [0, 0];
    for (let column = 0, own = 0; column < columns; own += columns - column, column++) {
      first += (column + 1) * (cell.sumA[own] as number);
      second += (column + 1) * (cell.sumAB[own] as number);
    }
    return { cell, heavy: weight, first, second };
  });
  return keyed.toSorted(
    (a, b) =>
      a.heavy - b.heavy ||
      a.cell.respondents - b.cell.respondents ||
      a.first - b.first ||
      a.second - b.second,
  );
}

/** Weighted variance of each column over all cells, times n / (n − 1). */
function commonVariances(arrangement: Arrangement): Float64Array {
  const { columns } = arrangement;
  const ordered = inFixedOrder(arrangement);
  return Float64Array.from({ length: columns }, (_, column) => {
    const own = pairIndex(column, column, columns);
    let [count, all, sum, square] = [0, 0, 0, 0];
    for (const { cell, heavy } of ordered) {
      count += cell.n[own] as number;
      all += heavy * (cell.n[own] as number);
      sum += heavy * (cell.sumA[own] as number);
      square += heavy * (cell.sumAB[own] as number);
    }
    return count < 2 ? 0 : (Math.max(0, square / all - (sum / all) ** 2) * count) / (count - 1);
  });
}

/** Products of deviations from the part's means; the long loop of the engine, over all pairs of columns. */
function addProducts(condensed: Condensed, part: number, cell: Cell, spread: number, weight: number): void {
  const { columns, products, sizes, simple } = condensed;
  const { n, sumA, sumB, sumAB } = cell;
  const means = condensed.mean.subarray(part * columns, (part + 1) * columns);
  const row = (part * columns * (columns + 1)) / 2;
  const apart = condensed.simpleRow[part] as number;
  const simpleRow = (apart * columns * (columns + 1)) / 2;
  let place = 0;
  for (let i = 0; i < columns; i++) {
    const mean = means[i] as number;
    const count = n[place] as number;
    if (count === 0) {
      place += columns - i;
      continue;
    }
    add(sizes, part * columns + i, spread * ((sumAB[place] as number) + mean * mean * count));
    for (let j = i; j < columns; j++, place++) {
      const other = means[j] as number;
      const product =
        (sumAB[place] as number) -
        mean * ((sumB[place] as number) - other * (n[place] as number)) -
        other * (sumA[place] as number);
      products[row + place] = (products[row + place] as number) + spread * product;
      if (apart >= 0) simple[simpleRow + place] = (simple[simpleRow + place] as number) + weight * product;
    }
  }
}

/** Which parts need sums of their own to tell what a simple random sample would vary by. */
function simpleRows({ partPhase, cellStart, weight, spread }: Arrangement) {
  const simpleRow = new Int32Array(partPhase.length).fill(-1);
  const simpleRatio = new Float64Array(partPhase.length);
  let rows = 0;
  for (let part = 0; part < partPhase.length; part++) {
    const [from, end] = [cellStart[part] ?? 0, cellStart[part + 1] ?? 0];
    const ratio = (weight[from] ?? 0) / (spread[from] ?? 0);
    let alike = Number.isFinite(ratio);
    for (let at = from + 1; at < end; at++)
      alike &&= (weight[at] as number) / (spread[at] as number) === ratio;
    if (alike) simpleRatio[part] = ratio;
    else simpleRow[part] = rows++;
  }
  return { simpleRow, simpleRatio, rows };
}

/**
 * Brings an arrangement to one row a part. Costs one pass over all cell sums; after it a definition of any weights costs
 * a pass over the parts.
 * @param intervals false leaves out what only standard errors need
 */
export function condense(arrangement: Arrangement, intervals = true): Condensed {
  const parts = arrangement.partPhase.length;
  const columns = arrangement.columns;
  const bases = arrangement.bases;
  const byColumn = () => new Float64Array(parts * columns);
  const byBase = () => new Float64Array(parts * bases);
  const { rows, ...simple } = simpleRows(arrangement);
  const condensed: Condensed = {
    arrangement,
    columns,
    bases,
    n: byColumn(),
    weight: byColumn(),
    weightSquared: byColumn(),
    sampled: byColumn(),
    mean: byColumn(),
    meanSquare: new Float64Array(intervals ? parts * columns : 0),
    spreadN: new Float64Array(intervals ? parts * columns : 0),
    common: intervals ? commonVariances(arrangement) : new Float64Array(0),
    baseN: byBase(),
    baseWeight: byBase(),
    baseWeightSquared: byBase(),
    baseSampled: byBase(),
    ...simple,
    simple: new Float64Array(intervals ? (rows * columns * (columns + 1)) / 2 : 0),
    products: new Float64Array(intervals ? (parts * columns * (columns + 1)) / 2 : 0),
    sizes: byColumn(),
    totals: new Float64Array(intervals ? arrangement.cells.length * columns : 0),
  };
  for (let part = 0; part < parts; part++) {
    const [from, end] = [arrangement.cellStart[part] ?? 0, arrangement.cellStart[part + 1] ?? 0];
    const cells = arrangement.cells.slice(from, end);
    for (const [at, cell] of cells.entries())
      addLevels(
        condensed,
        part,
        cell,
        arrangement.weight[from + at] ?? 0,
        arrangement.sampled[from + at] ?? 0,
      );
    for (let at = part * columns; at < (part + 1) * columns; at++) {
      const weight = condensed.weight[at] as number;
      condensed.mean[at] = weight > 0 ? (condensed.mean[at] as number) / weight : 0;
    }
    if (!intervals) continue;
    for (const [at, cell] of cells.entries()) {
      const weight = arrangement.weight[from + at] ?? 0;
      addProducts(condensed, part, cell, arrangement.spread[from + at] ?? 0, weight);
      for (let column = 0; column < columns; column++) {
        const own = pairIndex(column, column, columns);
        const spread = arrangement.spread[from + at] ?? 0;
        add(condensed.spreadN, part * columns + column, spread * (cell.n[own] as number));
        const all = condensed.weight[part * columns + column] as number;
        if (all > 0)
          add(condensed.meanSquare, part * columns + column, (weight * (cell.sumAB[own] as number)) / all);
        const mean = condensed.mean[part * columns + column] as number;
        condensed.totals[(from + at) * columns + column] =
          weight * ((cell.sumA[own] as number) - mean * (cell.n[own] as number));
      }
    }
  }
  return condensed;
}
