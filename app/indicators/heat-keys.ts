import type { HeatColumn } from "#server/indicators/views.ts";

/** What a column goes by in the address: a unit's id, or a phase's letter. */
export function columnKey(column: HeatColumn): string {
  return column.phase ?? String(column.unit?.id ?? column.role);
}

/** What a cell goes by in the address. */
export function cellKey(node: string, column: string): string {
  return `${node}~${column}`;
}

export type Order = { readonly by: string; readonly highFirst: boolean };

/** Reads `D4` as lowest first and `-D4` as highest first. */
export function orderOf(written: string | null): Order | undefined {
  if (!written) return undefined;
  return written.startsWith("-")
    ? { by: written.slice(1), highFirst: true }
    : { by: written, highFirst: false };
}

/** The next order on choosing the same thing again: lowest first, highest first, as it was. */
export function nextOrder(current: Order | undefined, by: string): string | null {
  if (current?.by !== by) return by;
  return current.highFirst ? null : `-${by}`;
}
