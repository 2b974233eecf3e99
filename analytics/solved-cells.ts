/** One sum a reader can form: unknown cells with their coefficients; what is known stands on the other side. */
export type Equation = ReadonlyMap<number, number>;

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

/**
 * Unknown cells whose value follows from a set of linear equations, in ascending order.
 *
 * What follows is the same in all solutions, so it is 0 in whatever two of them differ by. The equations are brought into
 * an order in which each says what one unknown is (`peel`, then elimination of the rest); going backwards from generic values
 * of the unknowns nothing binds gives such a difference, in which only cells that follow are 0. Two are made, lest chance be taken
 * for a rule.
 */
export function solvedCells(equations: readonly Equation[]): readonly number[] {
  const cells = [...new Set(equations.flatMap((equation) => [...equation.keys()]))];
  const place = new Map(cells.map((cell, at) => [cell, at]));
  const rows = equations.map((equation): Row => {
    const largest = Math.max(0, ...[...equation.values()].map(Math.abs));
    const entries = [...equation].filter(([, factor]) => factor !== 0);
    return new Map(entries.map(([cell, factor]) => [place.get(cell) ?? 0, factor / largest]));
  });
  const steps = eliminate(rows, cells.length).toReversed();
  const differences = [0, 1].map((vector) => {
    const values = Float64Array.from(cells, (cell) => generic(cell, vector));
    for (const { row, pivot } of steps) {
      let sum = 0;
      for (const [column, factor] of row) if (column !== pivot) sum += factor * (values[column] as number);
      values[pivot] = -sum / (row.get(pivot) ?? 1);
    }
    return values;
  });
  return cells
    .filter((_, at) => differences.every((values) => Math.abs(values[at] as number) < ZERO))
    .toSorted((a, b) => a - b);
}
