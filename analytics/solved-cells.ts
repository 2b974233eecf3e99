/** One sum a reader can form: unknown cells with their coefficients; what is known stands on the other side. */
export type Equation = ReadonlyMap<number, number>;

const ZERO = 1e-9;

function components(equations: readonly Equation[]): Equation[][] {
  const root = new Map<number, number>();
  const find = (cell: number): number => {
    let top = cell;
    for (let up = root.get(top); up !== undefined && up !== top; up = root.get(top)) top = up;
    root.set(cell, top);
    return top;
  };
  for (const equation of equations) {
    let first: number | undefined;
    for (const cell of equation.keys()) {
      if (!root.has(cell)) root.set(cell, cell);
      first ??= cell;
      root.set(find(cell), find(first));
    }
  }
  const parts = new Map<number, Equation[]>();
  for (const equation of equations) {
    const [cell] = equation.keys();
    if (cell === undefined) continue;
    const top = find(cell);
    const part = parts.get(top);
    if (part) part.push(equation);
    else parts.set(top, [equation]);
  }
  return [...parts.values()];
}

function swap(rows: Float64Array[], a: number, b: number): void {
  const row = rows[a];
  const other = rows[b];
  if (row && other) [rows[a], rows[b]] = [other, row];
}

/** Unknowns of one component that are determined: those whose row, after Gauss–Jordan elimination, names nothing else. */
function solvedIn(equations: readonly Equation[]): number[] {
  const cells = [...new Set(equations.flatMap((equation) => [...equation.keys()]))];
  const place = new Map(cells.map((cell, at) => [cell, at]));
  const rows = equations.map((equation) => {
    const row = new Float64Array(cells.length);
    const largest = Math.max(...[...equation.values()].map(Math.abs));
    for (const [cell, value] of equation) row[place.get(cell) ?? 0] = value / largest;
    return row;
  });
  const pivots: number[] = [];
  for (let column = 0; column < cells.length && pivots.length < rows.length; column++) {
    const rank = pivots.length;
    let best = rank;
    for (let at = rank + 1; at < rows.length; at++)
      if (Math.abs(rows[at]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = at;
    const pivot = rows[best]?.[column] ?? 0;
    if (Math.abs(pivot) < ZERO) continue;
    swap(rows, rank, best);
    const own = rows[rank];
    if (!own) break;
    for (const [at, row] of rows.entries()) {
      const factor = (row[column] ?? 0) / pivot;
      if (at === rank || factor === 0) continue;
      for (let each = column; each < cells.length; each++)
        row[each] = (row[each] ?? 0) - factor * (own[each] ?? 0);
    }
    pivots.push(column);
  }
  return pivots.flatMap((pivot, at) => {
    const alone = (rows[at] ?? []).every((value, column) => column === pivot || Math.abs(value) < ZERO);
    return alone ? [cells[pivot] ?? -1] : [];
  });
}

/** Unknown cells whose value follows from a set of linear equations, in ascending order. */
export function solvedCells(equations: readonly Equation[]): readonly number[] {
  return components(equations)
    .flatMap(solvedIn)
    .toSorted((a, b) => a - b);
}
