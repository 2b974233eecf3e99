/** Below it a factor is none. */
export const ZERO = 1e-9;

/** An equation of the core: by column its factor, what it says of each difference, and which equations it is a sum of where that is asked. */
export type Row = {
  readonly factors: Map<number, number>;
  readonly says: [number, number];
  readonly of: Map<number, number> | undefined;
};
/** A row that says what one unknown is when the others are known. */
export type Step = { readonly row: Row; readonly pivot: number };

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
  for (const { factors } of rows) largest = Math.max(largest, Math.abs(factors.get(column) ?? 0));
  let best: Row | undefined;
  for (const row of rows)
    if (
      Math.abs(row.factors.get(column) ?? 0) >= largest / 4 &&
      (best === undefined || row.factors.size < best.factors.size)
    )
      best = row;
  return best;
}

/** Takes a row times a factor from what another says and is a sum of. */
function takeSays(from: Row, own: Row, factor: number): void {
  from.says[0] -= factor * own.says[0];
  from.says[1] -= factor * own.says[1];
  if (from.of === undefined) return;
  for (const [at, times] of own.of ?? []) from.of.set(at, (from.of.get(at) ?? 0) - factor * times);
}

/**
 * Gaussian elimination of sparse rows, the rarest unknown first. Sums over units, phases and modes are nearly trees: most
 * unknowns stand in one row that is left, and such a row binds that unknown and nothing else.
 */
export function eliminate(rows: readonly Row[], width: number): readonly Step[] {
  if (rows.length === 0) return [];
  const having: Set<Row>[] = Array.from({ length: width }, () => new Set());
  for (const row of rows) for (const column of row.factors.keys()) having[column]?.add(row);
  const rarity = byRarity(having);
  const steps: Step[] = [];
  for (let pivot = rarity.rarest(); pivot !== undefined; pivot = rarity.rarest()) {
    const of = having[pivot] as Set<Row>;
    const own = pivotRow(of, pivot);
    if (own === undefined) break;
    for (const column of own.factors.keys()) {
      having[column]?.delete(own);
      rarity.moved(column);
    }
    for (const row of [...of]) {
      const factor = (row.factors.get(pivot) ?? 0) / (own.factors.get(pivot) ?? 1);
      for (const [column, value] of own.factors) {
        const was = row.factors.get(column);
        const left = column === pivot ? 0 : (was ?? 0) - factor * value;
        if (Math.abs(left) < ZERO) {
          if (was === undefined) continue;
          row.factors.delete(column);
          having[column]?.delete(row);
          rarity.moved(column);
        } else {
          row.factors.set(column, left);
          if (was !== undefined) continue;
          having[column]?.add(row);
          rarity.moved(column);
        }
      }
      takeSays(row, own, factor);
    }
    steps.push({ row: own, pivot });
  }
  return steps;
}
