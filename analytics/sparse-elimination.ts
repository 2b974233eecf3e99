/** Below it a factor is none. */
export const ZERO = 1e-9;

/** Rows of a system that is to be eliminated: by row its unknowns' columns and their factors, each column once. */
export type SparseRows = {
  readonly columns: readonly number[][];
  readonly factors: readonly number[][];
  /** By row what it says of each of two differences. */
  readonly says: readonly [Float64Array, Float64Array];
};

/** A row that says what one unknown is when the others are known. */
export type Step = { readonly row: number; readonly pivot: number };

export type Elimination = {
  readonly steps: readonly Step[];
  /**
   * Of a sum of rows as they are left, by row how often each is in it, the sum of rows as they were given that it is.
   * @param sum is overwritten with the result
   */
  readonly given: (sum: Float64Array) => Float64Array;
};

/** Columns by how many rows have them, so that one of the rarest is at hand. Places that became wrong stay until they are met. */
function byRarity(having: Int32Array) {
  const shelves: number[][] = [];
  let lowest = 1;
  const put = (column: number) => {
    const count = having[column] as number;
    if (count === 0) return;
    shelves[count] ??= [];
    shelves[count].push(column);
    lowest = Math.min(lowest, count);
  };
  for (const column of having.keys()) put(column);
  return {
    put,
    /** A column that fewest rows have, but some; -1 when no row is left. */
    rarest(): number {
      for (; lowest < shelves.length; lowest++) {
        const shelf = shelves[lowest] ?? [];
        for (let column = shelf.pop(); column !== undefined; column = shelf.pop())
          if (having[column] === lowest) return column;
      }
      return -1;
    },
  };
}

/**
 * Gaussian elimination of sparse rows in their place, the rarest unknown first. Sums over units, phases and modes are nearly trees: most
 * unknowns stand in one row that is left, and such a row binds that unknown and nothing else.
 * @param rows are left as the steps name them, the others empty
 * @param width more than any column
 */
export function eliminate({ columns, factors, says }: SparseRows, width: number): Elimination {
  const having = new Int32Array(width);
  /** By column, rows that have it or had it once. */
  const rowsOf: number[][] = Array.from({ length: width }, () => []);
  for (const [row, own] of columns.entries())
    for (const column of own) {
      having[column] = (having[column] as number) + 1;
      (rowsOf[column] as number[]).push(row);
    }
  const rarity = byRarity(having);
  const isTaken = new Uint8Array(columns.length);
  /** What was taken from which row: the row, what was taken, how often. */
  const taken = { from: [] as number[], own: [] as number[], times: [] as number[] };
  const place = new Int32Array(width).fill(-1);
  const factorOf = (row: number, column: number): number => {
    const at = (columns[row] as number[]).indexOf(column);
    return at < 0 ? 0 : ((factors[row] as number[])[at] as number);
  };
  const lose = (column: number) => {
    having[column] = (having[column] as number) - 1;
    rarity.put(column);
  };
  const subtract = (row: number, own: number, times: number, pivot: number) => {
    const [named, values] = [columns[row] as number[], factors[row] as number[]];
    for (const [at, column] of named.entries()) place[column] = at;
    for (const [at, column] of (columns[own] as number[]).entries()) {
      const value = times * ((factors[own] as number[])[at] as number);
      const known = place[column] as number;
      if (known >= 0) values[known] = column === pivot ? 0 : (values[known] as number) - value;
      else if (Math.abs(value) >= ZERO) {
        place[column] = named.push(column) - 1;
        values.push(-value);
        having[column] = (having[column] as number) + 1;
        (rowsOf[column] as number[]).push(row);
        rarity.put(column);
      }
    }
    let kept = 0;
    for (const [at, column] of named.entries()) {
      place[column] = -1;
      const value = values[at] as number;
      if (Math.abs(value) < ZERO) lose(column);
      else {
        named[kept] = column;
        values[kept] = value;
        kept += 1;
      }
    }
    named.length = kept;
    values.length = kept;
    for (const side of says) side[row] = (side[row] as number) - times * (side[own] as number);
    taken.from.push(row);
    taken.own.push(own);
    taken.times.push(times);
  };
  const steps: Step[] = [];
  for (let pivot = rarity.rarest(); pivot >= 0; pivot = rarity.rarest()) {
    const found = [...new Set(rowsOf[pivot])].flatMap((row) => {
      const factor = isTaken[row] === 1 ? 0 : factorOf(row, pivot);
      return factor === 0 ? [] : [{ row, factor }];
    });
    const largest = found.reduce((most, { factor }) => Math.max(most, Math.abs(factor)), 0);
    // the shortest of the rows whose factor is not small beside the largest
    const [best] = found
      .filter(({ factor }) => Math.abs(factor) >= largest / 4)
      .toSorted((a, b) => (columns[a.row]?.length ?? 0) - (columns[b.row]?.length ?? 0));
    if (best === undefined) break;
    isTaken[best.row] = 1;
    for (const column of columns[best.row] ?? []) lose(column);
    for (const { row, factor } of found)
      if (row !== best.row) subtract(row, best.row, factor / best.factor, pivot);
    steps.push({ row: best.row, pivot });
  }
  return {
    steps,
    given(sum) {
      for (let at = taken.from.length - 1; at >= 0; at--) {
        const often = sum[taken.from[at] as number] as number;
        if (often === 0) continue;
        const own = taken.own[at] as number;
        sum[own] = (sum[own] as number) - (taken.times[at] as number) * often;
      }
      return sum;
    },
  };
}
