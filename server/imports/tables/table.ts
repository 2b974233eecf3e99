import type { TableColumn } from "./column-spec.ts";

/** A table found on a sheet. */
export type Table = {
  readonly headerRows: readonly number[];
  /** Words of the rows above the header: titles and notes. */
  readonly titles: readonly string[];
  readonly columns: readonly TableColumn[];
  /** Column of a field; -1 when the table has none. */
  readonly at: (field: string) => number;
  /** Every column of a field that may have many. */
  readonly all: (field: string) => readonly number[];
  /** What a report calls a column: its letter in a spreadsheet, its header in text. */
  readonly label: (index: number) => string;
};

/** A, B … Z, AA: the letter of a column counted from 0. */
export function columnLetter(index: number): string {
  const ahead = Math.floor(index / 26);
  return (ahead === 0 ? "" : columnLetter(ahead - 1)) + String.fromCharCode(65 + (index % 26));
}

export function makeTable(
  columns: readonly TableColumn[],
  headerRows: readonly number[],
  titles: readonly string[],
  letters: boolean,
): Table {
  const byField = Map.groupBy(columns, ({ field }) => field);
  const all = (field: string) => (byField.get(field) ?? []).map(({ index }) => index);
  return {
    headerRows,
    titles,
    columns,
    all,
    at: (field) => all(field)[0] ?? -1,
    label: (index) => (letters ? columnLetter(index) : (columns[index]?.header ?? "")),
  };
}
