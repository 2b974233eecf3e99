import { type Elimination, eliminate, type SparseRows, ZERO } from "./sparse-elimination.ts";

/** One sum a reader can form: cell, coefficient, cell, coefficient …; what is known stands on the other side. */
export type Equation = readonly number[];

/** What a sum without unknowns may be off by and still be taken for 0. */
const BROKEN = 1e-7;

/** A number between ½ and 3⁄2 that looks like no other's: mixes the bits of its place (after Steele's splitmix). */
export function generic(place: number, vector: number): number {
  let mixed = Math.imul(place + 1, 0x9e3779b1) ^ Math.imul(vector + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return 0.5 + ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** Equations side by side in one piece of memory: row r has the entries from `start[r]` to `start[r + 1]`. */
type Laid = {
  readonly cells: readonly number[];
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly factor: Float64Array;
  /** What each row was divided by. */
  readonly size: Float64Array;
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
  const size = new Float64Array(equations.length).fill(1);
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
    if (largest > 0) size[row] = largest;
  }
  return { cells, start, column, factor, size };
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

/** For each of two differences, what the equations' unknowns must sum to; 0 where nothing is said. */
export type Says = readonly [ArrayLike<number>, ArrayLike<number>];

export type Differences = {
  readonly cells: readonly number[];
  /** By place in `cells`, how far two solutions may differ: 0 only in what is the same in all. */
  readonly values: readonly [Float64Array, Float64Array];
  /** Sums of equations, by number how often each is in it, that name no unknown and yet say that something is not 0. */
  readonly broken: readonly ReadonlyMap<number, number>[];
  /** The sum of equations that a sum of unknowns is, where that is the same in all solutions. */
  readonly because: (sum: Equation) => ReadonlyMap<number, number>;
};

/** The rows that are left, to be eliminated. */
function coreOf({ start, column, factor, size }: Laid, left: readonly number[], says: Says | undefined) {
  const part = (row: number) => [start[row] as number, start[row + 1] as number] as const;
  const core: SparseRows = {
    columns: left.map((row) => [...column.subarray(...part(row))]),
    factors: left.map((row) => [...factor.subarray(...part(row))]),
    says: [0, 1].map((vector) =>
      Float64Array.from(left, (row) => (says?.[vector as 0 | 1][row] ?? 0) / (size[row] as number)),
    ) as [Float64Array, Float64Array],
  };
  return core;
}

/** Notes how often each equation is in a sum of the rows that are left. */
function addGiven(
  sum: Map<number, number>,
  rows: Float64Array,
  left: readonly number[],
  { size }: Laid,
): void {
  for (let at = 0; at < rows.length; at++) {
    const times = rows[at] as number;
    if (Math.abs(times) < ZERO) continue;
    const row = left[at] as number;
    sum.set(row, times / (size[row] as number));
  }
}

/** Finds which equations a sum of unknowns is made of: rows are taken away in the order in which their pivots were. */
function reasons(
  laid: Laid,
  taken: readonly { readonly row: number; readonly pivot: number }[],
  left: readonly number[],
  { columns, factors }: SparseRows,
  { steps, given }: Elimination,
): Differences["because"] {
  const { cells, start, column, factor, size } = laid;
  let places: ReadonlyMap<number, number> | undefined;
  return (sum) => {
    places ??= new Map(cells.map((cell, at) => [cell, at]));
    const rest = new Float64Array(cells.length);
    for (let at = 0; at < sum.length; at += 2)
      rest[places.get(sum[at] as number) as number] = sum[at + 1] as number;
    const found = new Map<number, number>();
    const take = (of: number, times: number) => {
      const now = (rest[of] as number) - times;
      rest[of] = Math.abs(now) < ZERO ? 0 : now;
    };
    for (const { row, pivot } of taken) {
      const is = rest[pivot] as number;
      if (is === 0) continue;
      const [from, to] = [start[row] as number, start[row + 1] as number];
      const times = is / (factor[column.indexOf(pivot, from)] as number);
      for (let at = from; at < to; at++) take(column[at] as number, times * (factor[at] as number));
      found.set(row, times / (size[row] as number));
    }
    const of = new Float64Array(left.length);
    for (const { row, pivot } of steps) {
      const is = rest[pivot] as number;
      if (is === 0) continue;
      const [named, values] = [columns[row] as number[], factors[row] as number[]];
      const times = is / (values[named.indexOf(pivot)] as number);
      for (const [at, own] of named.entries()) take(own, times * (values[at] as number));
      of[row] = times;
    }
    addGiven(found, given(of), left, laid);
    return found;
  };
}

/**
 * Two generic solutions of linear equations: unknowns that nothing binds take values that look like no others'. What is 0 in both is
 * 0 in every solution, up to chance.
 *
 * The equations are brought into an order in which each says what one unknown is (`peel`, then elimination of the rest); the
 * solutions are read off backwards.
 * @param says what the equations sum to, where something is known of their unknowns' surroundings
 * @param salt sets these values apart from those of other calls with the same unknowns
 */
export function differencesOf(equations: readonly Equation[], says?: Says, salt = 0): Differences {
  const laid = layOut(equations);
  const { cells, start, column, factor, size } = laid;
  const { taken, left } = peel(laid);
  const core = coreOf(laid, left, says);
  const elimination = eliminate(core, cells.length);
  const steps = elimination.steps.toReversed();
  const tells = (row: number) => core.says.some((side) => Math.abs(side[row] as number) > BROKEN);
  const broken = left.flatMap((_, row) => {
    if ((core.columns[row] as number[]).length > 0 || !tells(row)) return [];
    const own = new Map<number, number>();
    addGiven(own, elimination.given(new Float64Array(left.length).fill(1, row, row + 1)), left, laid);
    return [own];
  });
  const solution = (vector: 0 | 1) => {
    const values = Float64Array.from(cells, (cell) => generic(cell + salt, vector));
    for (const { row, pivot } of steps) {
      const [named, factors] = [core.columns[row] as number[], core.factors[row] as number[]];
      let [sum, say] = [-(core.says[vector][row] as number), 1];
      for (const [at, of] of named.entries())
        if (of === pivot) say = factors[at] as number;
        else sum += (factors[at] as number) * (values[of] as number);
      values[pivot] = -sum / say;
    }
    for (let step = taken.length - 1; step >= 0; step--) {
      const { row, pivot } = taken[step] as { row: number; pivot: number };
      let [sum, say] = [-(says?.[vector][row] ?? 0) / (size[row] as number), 1];
      for (let at = start[row] as number; at < (start[row + 1] as number); at++) {
        const of = column[at] as number;
        if (of === pivot) say = factor[at] as number;
        else sum += (factor[at] as number) * (values[of] as number);
      }
      values[pivot] = -sum / say;
    }
    return values;
  };
  return {
    cells,
    values: [solution(0), solution(1)],
    broken,
    because: reasons(laid, taken, left, core, elimination),
  };
}

/** Unknown cells whose value follows from a set of linear equations, in ascending order. */
export function solvedCells(equations: readonly Equation[]): readonly number[] {
  const { cells, values } = differencesOf(equations);
  return cells
    .filter((_, at) => values.every((own) => Math.abs(own[at] as number) < ZERO))
    .toSorted((a, b) => a - b);
}
