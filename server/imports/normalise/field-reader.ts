import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { Verdict } from "../outcome.ts";
import type { ReadWarning } from "../run/import-run.ts";
import type { Table } from "../tables/table.ts";
import { readDateTime } from "./date-time.ts";
import { readCell } from "./read-cell.ts";

/** Reads the fields of one row after another, noting what was lost on the way. */
export type FieldReader = {
  readonly begin: (cells: readonly string[]) => void;
  /** Plain text of a field; empty when absent or a null word. */
  readonly text: (field: string) => string;
  /** Text of a field, or null. */
  readonly textOrNull: (field: string) => string | null;
  /** A quantity; a text that is none is noted and null. */
  readonly quantity: (field: string, read: (plain: string) => number | undefined) => number | null;
  /** A day; null when there is none. An impossible one becomes the row's verdict. */
  readonly day: (field: string) => CalendarDate | null;
  readonly warn: (code: string, field: string) => void;
  readonly warnings: () => readonly ReadWarning[];
  /** The first reason to hold the row that reading came upon. */
  readonly verdict: () => Verdict | undefined;
  readonly quarantine: (code: string, field: string) => Verdict;
};

/** Makes the reader of a table's rows. One row at a time: `begin` starts the next. */
export function fieldReader(table: Table, date1904: boolean): FieldReader {
  let cells: readonly string[] = [];
  let warnings: ReadWarning[] = [];
  let verdict: Verdict | undefined;
  const places = new Map(
    table.columns.flatMap(({ field }) => (field === undefined ? [] : [[field, table.at(field)] as const])),
  );
  const at = (field: string) => places.get(field) ?? -1;
  const warn = (code: string, field: string) => {
    warnings.push({ code, column: at(field) });
  };
  const quarantine = (code: string, field: string): Verdict => ({
    disposition: "quarantine",
    code,
    column: at(field),
  });
  const text = (field: string) => {
    const { text: plain, loss } = readCell(cells[at(field)]);
    if (loss) warn(loss, field);
    return plain;
  };
  return {
    begin: (row) => {
      cells = row;
      warnings = [];
      verdict = undefined;
    },
    text,
    textOrNull: (field) => text(field) || null,
    quantity: (field, read) => {
      const plain = text(field);
      const value = plain === "" ? undefined : read(plain);
      if (plain !== "" && value === undefined) warn("VALUE_UNREADABLE", field);
      return value ?? null;
    },
    day: (field) => {
      const plain = text(field);
      if (plain === "") return null;
      const reading = readDateTime(plain, date1904);
      if (typeof reading !== "string") return reading.date;
      if (reading === "unreadable") warn("VALUE_UNREADABLE", field);
      else if (reading === "impossible") verdict ??= quarantine("DATE_IMPOSSIBLE", field);
      return null;
    },
    warn,
    warnings: () => warnings,
    verdict: () => verdict,
    quarantine,
  };
}
