import { type CodedRows, inCellOrder } from "#analytics/cell-order.ts";

/**
 * Rows gathered before they are summed: enough that most cells have several, which the kernel sums together, and few
 * enough that the event loop waits some 10 ms.
 */
const ROWS = 32_768;

export type RowBuffer = {
  readonly add: (rows: CodedRows) => void;
  /** Passes on what is left. */
  readonly flush: () => void;
};

/** Gathers coded rows and passes them on in large pieces, each cell's rows together. @param take may not keep the arrays */
export function rowBuffer(items: readonly string[], take: (rows: CodedRows) => void): RowBuffer {
  const cell = new Uint32Array(ROWS);
  const codes = new Map(items.map((item) => [item, new Uint8Array(ROWS)]));
  let count = 0;
  const flush = () => {
    if (count === 0) return;
    const filled = count;
    count = 0;
    const given = {
      cell: cell.subarray(0, filled),
      items: new Map([...codes].map(([item, own]) => [item, own.subarray(0, filled)])),
    };
    take(inCellOrder(given).rows);
  };
  return {
    add(rows) {
      if (count + rows.cell.length > ROWS) flush();
      cell.set(rows.cell, count);
      for (const [item, own] of codes) {
        const given = rows.items.get(item);
        if (given) own.set(given, count);
        else own.fill(0, count, count + rows.cell.length);
      }
      count += rows.cell.length;
    },
    flush,
  };
}
