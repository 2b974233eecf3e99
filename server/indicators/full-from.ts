import type { Reading } from "#analytics/reading.ts";
import { FULL_FROM } from "#analytics/screen-reading.ts";
import type { WaveTable } from "./wave-table.ts";

/** A reading that is shown, with the state that so many answers for a full value give it. */
export function stateFrom(reading: Reading, from: number): Reading {
  if (reading.state !== "full" && reading.state !== "indicative") return reading;
  const state = (reading.n ?? 0) < from ? "indicative" : "full";
  return state === reading.state ? reading : { ...reading, state };
}

const made = new WeakMap<WaveTable, Map<number, WaveTable>>();

/**
 * A table as screens tell it: from so many answers on a value is full, below it indicative. What is hidden stays hidden and
 * the numbers are the same; files and kept numbers have the contract's thirty. Made once for a table.
 */
export function fullFrom(table: WaveTable, from: number): WaveTable {
  if (from === FULL_FROM) return table;
  const known = made.get(table) ?? new Map<number, WaveTable>();
  made.set(table, known);
  const before = known.get(from);
  if (before) return before;
  const shown = new Map(
    [...table.shown].map(([place, nodes]) => [
      place,
      new Map([...nodes].map(([node, reading]) => [node, stateFrom(reading, from)])),
    ]),
  );
  const own = { ...table, id: `${table.id}|${from}`, shown };
  known.set(from, own);
  return own;
}
