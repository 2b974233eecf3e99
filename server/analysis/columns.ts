import { BOOLEAN, DATE, type DuckDBType, ENUM, INTEGER, UTINYINT, UUID, VARCHAR } from "@duckdb/node-api";

/**
 * A column of a loaded relation. The select list on the record, the relation's shape in the analysis, the decoder, the
 * appender and the hash of a row are all derived from one list of these.
 */
export type Column = {
  readonly name: string;
  /** Expression on the record; a column without one is worked out while loading. */
  readonly from?: string;
} & ColumnType;

/**
 * uuid · integer (null allowed) · text (null allowed) · flag · day (never null; of a moment the day in Shanghai) · code: a byte of surveys/code-book.ts ·
 * word: one of a short list, never null
 */
export type ColumnType =
  | { readonly kind: "uuid" | "integer" | "text" | "flag" | "day" | "code" }
  | { readonly kind: "word"; readonly words: readonly string[] };

const DUCKDB_TYPE = {
  uuid: UUID,
  integer: INTEGER,
  text: VARCHAR,
  flag: BOOLEAN,
  day: DATE,
  code: UTINYINT,
} as const;

/** The type of a column in the analysis. */
export function duckdbType(column: ColumnType): DuckDBType {
  return column.kind === "word" ? ENUM(column.words) : DUCKDB_TYPE[column.kind];
}

/** Stands for null in a column of whole numbers. */
export const NO_NUMBER = -2_147_483_648;

/** The values of one column of a batch. uuid: 16 bytes a row, big-endian; day: days since 1970-01-01; word: places. */
export type ColumnValues =
  | { readonly kind: "uuid" | "flag" | "code"; readonly bytes: Uint8Array }
  | { readonly kind: "word"; readonly bytes: Uint8Array; readonly words: readonly string[] }
  | { readonly kind: "integer" | "day"; readonly numbers: Int32Array }
  | { readonly kind: "text"; readonly texts: (string | null)[] };

/** Rows of one relation, column by column: the form in which they are decoded, appended, summed and taken out again. */
export type Batch = {
  readonly columns: readonly Column[];
  readonly values: readonly ColumnValues[];
  count: number;
};

/** Rows in a full batch: those of one DuckDB vector. */
export const BATCH_ROWS = 2048;

function emptyValues(column: ColumnType): ColumnValues {
  switch (column.kind) {
    case "uuid":
      return { kind: column.kind, bytes: new Uint8Array(16 * BATCH_ROWS) };
    case "flag":
    case "code":
      return { kind: column.kind, bytes: new Uint8Array(BATCH_ROWS) };
    case "word":
      return { kind: column.kind, bytes: new Uint8Array(BATCH_ROWS), words: column.words };
    case "integer":
    case "day":
      return { kind: column.kind, numbers: new Int32Array(BATCH_ROWS) };
    case "text":
      return { kind: column.kind, texts: new Array<string | null>(BATCH_ROWS).fill(null) };
  }
}

/** A batch without rows. */
export function emptyBatch(columns: readonly Column[]): Batch {
  return { columns, values: columns.map(emptyValues), count: 0 };
}

/** The values of a column by its name. */
function valuesOf(batch: Batch, name: string): ColumnValues {
  const values = batch.values[batch.columns.findIndex((column) => column.name === name)];
  if (values === undefined) throw new Error(`the batch has no column ${name}`);
  return values;
}

/** The bytes of a uuid, flag, word or code column. */
export function bytesOf(batch: Batch, name: string): Uint8Array {
  const values = valuesOf(batch, name);
  if (!("bytes" in values)) throw new Error(`column ${name} holds no bytes`);
  return values.bytes;
}

/** The numbers of an integer or day column. */
export function numbersOf(batch: Batch, name: string): Int32Array {
  const values = valuesOf(batch, name);
  if (!("numbers" in values)) throw new Error(`column ${name} holds no numbers`);
  return values.numbers;
}

/** Reads a text or word column row by row; null as "". */
export function wordsOf(batch: Batch, name: string): (row: number) => string {
  const values = valuesOf(batch, name);
  if (values.kind === "text") return (row) => values.texts[row] ?? "";
  if (values.kind === "word") return (row) => values.words[values.bytes[row] as number] ?? "";
  throw new Error(`column ${name} holds no words`);
}

/** An SQL name, quoted. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The column list of a CREATE TABLE. */
export function columnDefinitions(columns: readonly Column[]): string {
  return columns.map((column) => `${quoted(column.name)} ${duckdbType(column)}`).join(", ");
}
