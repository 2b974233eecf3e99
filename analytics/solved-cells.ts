/** One sum a reader can form: cell, coefficient, cell, coefficient …; what is known stands on the other side. */
export type Equation = readonly number[];

const ZERO = 1e-9;

/** A number between ½ and 3⁄2 that looks like no other's: mixes the bits of its place (after Steele's splitmix). */
function generic(place: number, vector: number): number {
  let mixed = Math.imul(place + 1, 0x9e3779b1) ^ Math.imul(vector + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return 0.5 + ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** By column, its factor. */
type Row = Map<number, number>;
/** A row that says what one unknown is when the others are known. */
type Step = { readonly row: Row; readonly pivot: number };

/** Columns by the number of rows that have them, so that the rarest is found at once. */
function byRarity(having: readonly ReadonlySet<Row>[]) {
  const shelves: Set<number>[] = [];
  const shelf = (count: number) => {
    shelves[count] ??= new Set();
    return shelves[count];
  };
  const places = having.map((rows, column) => {
    shelf(rows.size).add(column);
    return rows.size;
  });
  return {
    moved(column: number): void {
      const count = having[column]?.size ?? 0;
      shelves[places[column] ?? 0]?.delete(column);
      shelf(count).add(column);
      places[column] = count;
    },
    /** A column of those that fewest rows have, but some; undefined when no row is left. */
    rarest(): number | undefined {
      for (let count = 1; count < shelves.length; count++)
        for (const column of shelves[count] ?? []) return column;
      return undefined;
    },
  };
}

/** The shortest of the rows whose factor is not small beside the largest. */
function pivotRow(rows: ReadonlySet<Row>, column: number): Row | undefined {
  let largest = 0;
  for (const row of rows) largest = Math.max(largest, Math.abs(row.get(column) ?? 0));
  let best: Row | undefined;
  for (const row of rows)
    if (Math.abs(row.get(column) ?? 0) >= largest / 4 && (best === undefined || row.size < best.size))
      best = row;
  return best;
}

/**
 * Gaussian elimination of sparse rows, the rarest unknown first. Sums over units, phases and modes are nearly trees: most
 * unknowns stand in one row that is left, and such a row binds that unknown and nothing else.
 */
function eliminate(rows: readonly Row[], width: number): readonly Step[] {
  if (rows.length === 0) return [];
  const having: Set<Row>[] = Array.from({ length: width }, () => new Set());
  for (const row of rows) for (const column of row.keys()) having[column]?.add(row);
  const rarity = byRarity(having);
  const steps: Step[] = [];
  for (let pivot = rarity.rarest(); pivot !== undefined; pivot = rarity.rarest()) {
    const of = having[pivot] as Set<Row>;
    const own = pivotRow(of, pivot);
    if (own === undefined) break;
    for (const column of own.keys()) {
      having[column]?.delete(own);
      rarity.moved(column);
    }
    for (const row of [...of]) {
      const factor = (row.get(pivot) ?? 0) / (own.get(pivot) ?? 1);
      for (const [column, value] of own) {
        const left = column === pivot ? 0 : (row.get(column) ?? 0) - factor * value;
        const was = row.has(column);
        if (Math.abs(left) < ZERO) {
          row.delete(column);
          having[column]?.delete(row);
        } else {
          row.set(column, left);
          having[column]?.add(row);
        }
        if (was !== row.has(column)) rarity.moved(column);
      }
    }
    steps.push({ row: own, pivot });
  }
  return steps;
}

/** Equations side by side in one piece of memory: row r has the entries from `start[r]` to `start[r + 1]`. */
type Laid = {
  readonly cells: readonly number[];
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly factor: Float64Array;
};

/** Unknowns are numbered in the order in which they are met; each equation's largest coefficient is made 1. */
function layOut(equations: readonly Equation[]): Laid {
  let [entries, last] = [0, -1];
  for (const equation of equations) {
    entries += equation.length / 2;
    for (let at = 0; at < equation.length; at += 2) last = Math.max(last, equation[at] as number);
  }
  const place = new Int32Array(last + 1).fill(-1);
  const cells: number[] = [];
  const start = new Int32Array(equations.length + 1);
  const column = new Int32Array(entries);
  const factor = new Float64Array(entries);
  let next = 0;
  for (const [row, equation] of equations.entries()) {
    let largest = 0;
    for (let at = 1; at < equation.length; at += 2)
      largest = Math.max(largest, Math.abs(equation[at] as number));
    for (let at = 0; at < equation.length; at += 2) {
      const [cell, own] = [equation[at] as number, equation[at + 1] as number];
      if (own === 0) continue;
      if (place[cell] === -1) place[cell] = cells.push(cell) - 1;
      column[next] = place[cell] as number;
      factor[next] = own / largest;
      next += 1;
    }
    start[row + 1] = next;
  }
  return { cells, start, column, factor };
}

/**
 * Takes out equations that have an unknown no other has, again and again: each binds that unknown and nothing else.
 * @returns entries of the unknowns they bind, by row in the order taken, and the rows that are left
 */
function peel({ cells, start, column }: Laid): {
  readonly taken: readonly { readonly row: number; readonly pivot: number }[];
  readonly left: readonly number[];
} {
  const count = start.length - 1;
  const having = new Int32Array(cells.length);
  /** Of the rows that have it, exclusive or of their numbers: where one is left, its number. */
  const mixed = new Int32Array(cells.length);
  for (let row = 0; row < count; row++)
    for (let at = start[row] as number; at < (start[row + 1] as number); at++) {
      const own = column[at] as number;
      having[own] = (having[own] as number) + 1;
      mixed[own] = (mixed[own] as number) ^ row;
    }
  const alone = [...having.keys()].filter((own) => having[own] === 1);
  const gone = new Uint8Array(count);
  const taken: { row: number; pivot: number }[] = [];
  for (let pivot = alone.pop(); pivot !== undefined; pivot = alone.pop()) {
    if (having[pivot] !== 1) continue;
    const row = mixed[pivot] as number;
    gone[row] = 1;
    taken.push({ row, pivot });
    for (let at = start[row] as number; at < (start[row + 1] as number); at++) {
      const own = column[at] as number;
      having[own] = (having[own] as number) - 1;
      mixed[own] = (mixed[own] as number) ^ row;
      if (having[own] === 1) alone.push(own);
    }
  }
  return { taken, left: [...gone.keys()].filter((row) => gone[row] === 0) };
}

/**
 * Unknown cells whose value follows from a set of linear equations, in ascending order.
 *
 * What follows is the same in all solutions, so it is 0 in whatever two of them differ by. The equations are brought into
 * an order in which each says what one unknown is (`peel`, then elimination of the rest); going backwards from generic values
 * of the unknowns nothing binds gives such a difference, in which only cells that follow are 0. Two are made, lest chance be taken
 * for a rule.
 */
export function solvedCells(equations: readonly Equation[]): readonly number[] {
  const laid = layOut(equations);
  const { cells, start, column, factor } = laid;
  const { taken, left } = peel(laid);
  const core = left.map((row): Row => {
    const own: Row = new Map();
    for (let at = start[row] as number; at < (start[row + 1] as number); at++)
      own.set(column[at] as number, factor[at] as number);
    return own;
  });
  const steps = eliminate(core, cells.length).toReversed();
  const differences = [0, 1].map((vector) => {
    const values = Float64Array.from(cells, (cell) => generic(cell, vector));
    for (const { row, pivot } of steps) {
      let sum = 0;
      for (const [of, own] of row) if (of !== pivot) sum += own * (values[of] as number);
      values[pivot] = -sum / (row.get(pivot) ?? 1);
    }
    for (let step = taken.length - 1; step >= 0; step--) {
      const { row, pivot } = taken[step] as { row: number; pivot: number };
      let [sum, say] = [0, 1];
      for (let at = start[row] as number; at < (start[row + 1] as number); at++) {
        const of = column[at] as number;
        if (of === pivot) say = factor[at] as number;
        else sum += (factor[at] as number) * (values[of] as number);
      }
      values[pivot] = -sum / say;
    }
    return values;
  });
  return cells
    .filter((_, at) => differences.every((values) => Math.abs(values[at] as number) < ZERO))
    .toSorted((a, b) => a - b);
}
