/**
 * One row as the file stores it. Every value is text, empty when there is none: formats disagree about types, so
 * meaning is given later, by column. A value shown as a date arrives as "YYYY-MM-DD" or "YYYY-MM-DD HH:MM:SS".
 */
export type SheetRow = {
  /** Counted from 1 as a spreadsheet shows it; in delimited text a record is a row. */
  readonly number: number;
  readonly hidden: boolean;
  readonly cells: readonly string[];
  /** A number below `MOST_WORDS` for each cell's text, the same for the same text in all rows of the sheet; negative where there is none. */
  readonly words?: readonly number[];
};

export type Sheet = {
  /** Empty for files without sheet names. */
  readonly name: string;
  readonly hidden: boolean;
  /** Whether bare day numbers count from 1904 instead of 1900. */
  readonly date1904: boolean;
  /** Rows in order, in batches; may be read more than once. Rows the file leaves out are not filled in. */
  readonly rows: () => AsyncIterable<readonly SheetRow[]>;
};

export type SheetFile = {
  readonly format: "xlsx" | "xls" | "xml-spreadsheet" | "html-table" | "delimited";
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheets: readonly Sheet[];
  readonly close: () => Promise<void>;
};

/** What no honest file exceeds; a file that does is refused with the reason. */
export const LIMITS = {
  rows: 1_048_576,
  delimitedRows: 20_000_000,
  columns: 2_000,
  recordBytes: 1 << 20,
  entryBytes: 4 * 2 ** 30,
  sharedStringBytes: 256 * 2 ** 20,
  legacyBytes: 128 * 2 ** 20,
} as const;
