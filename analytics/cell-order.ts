/** Coded rows: a byte a row and item (see the code book), and the number of each row's cell. */
export type CodedRows = {
  readonly cell: Uint32Array;
  /** Items that are not here count as not asked. */
  readonly items: ReadonlyMap<string, Uint8Array>;
};

function startsOf(cell: Uint32Array): Uint32Array {
  let cells = 0;
  for (let row = 0; row < cell.length; row++) cells = Math.max(cells, (cell[row] as number) + 1);
  const start = new Uint32Array(cells + 1);
  for (let row = 0; row < cell.length; row++) {
    const after = (cell[row] as number) + 1;
    start[after] = (start[after] as number) + 1;
  }
  for (let number = 0; number < cells; number++) {
    start[number + 1] = (start[number + 1] as number) + (start[number] as number);
  }
  return start;
}

function orderOf(cell: Uint32Array, start: Uint32Array): Uint32Array {
  const next = start.slice();
  const order = new Uint32Array(cell.length);
  for (let row = 0; row < cell.length; row++) {
    const number = cell[row] as number;
    const place = next[number] as number;
    order[place] = row;
    next[number] = place + 1;
  }
  return order;
}

function isInOrder(cell: Uint32Array): boolean {
  for (let row = 1; row < cell.length; row++) {
    if ((cell[row] as number) < (cell[row - 1] as number)) return false;
  }
  return true;
}

/**
 * Rows with each cell's together, column by column, so that a column stays in the processor's cache while it is moved.
 * Those of cell c stand at `start[c]` … `start[c + 1]` − 1. Rows that are in order already are not moved.
 */
export function inCellOrder(rows: CodedRows): { readonly rows: CodedRows; readonly start: Uint32Array } {
  const start = startsOf(rows.cell);
  if (isInOrder(rows.cell)) return { rows, start };
  const order = orderOf(rows.cell, start);
  const sorted = <Values extends Uint8Array | Uint32Array>(values: Values, into: Values): Values => {
    for (let at = 0; at < order.length; at++) into[at] = values[order[at] as number] as number;
    return into;
  };
  return {
    rows: {
      cell: sorted(rows.cell, new Uint32Array(order.length)),
      items: new Map(
        [...rows.items].map(([item, codes]) => [item, sorted(codes, new Uint8Array(order.length))]),
      ),
    },
    start,
  };
}
