import type { DuckDBDataChunk } from "@duckdb/node-api";
import {
  type DataType,
  Field,
  Float64,
  Int32,
  makeBuilder,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Utf8,
} from "apache-arrow";

/** A column as it travels: its name in the statement and the type it has in Arrow. */
export type ArrowColumn = { readonly name: string; readonly type: "integer" | "number" | "text" };

function arrowType({ type }: ArrowColumn): DataType {
  return type === "text" ? new Utf8() : type === "integer" ? new Int32() : new Float64();
}

/**
 * The schema of some columns; every one may be null.
 * @param told what goes with the table as a whole, by name, as JSON
 */
export function arrowSchema(
  columns: readonly ArrowColumn[],
  told: Readonly<Record<string, unknown>> = {},
): Schema {
  return new Schema(
    columns.map((column) => new Field(column.name, arrowType(column), true)),
    new Map(Object.entries(told).map(([name, value]) => [name, JSON.stringify(value)])),
  );
}

/**
 * A chunk of DuckDB as an Arrow record batch, column by column; rows may be left out.
 * @param keep told each row's values as a function of the column's place
 */
export function arrowBatch(
  schema: Schema,
  columns: readonly ArrowColumn[],
  chunk: DuckDBDataChunk,
  keep: (value: (column: number) => unknown) => boolean = () => true,
): RecordBatch {
  const vectors = columns.map((_, place) => chunk.getColumnVector(place));
  const rows: number[] = [];
  for (let row = 0; row < chunk.rowCount; row++)
    if (keep((column) => vectors[column]?.getItem(row))) rows.push(row);
  return batchOf(schema, columns, rows.length, (place, at) => vectors[place]?.getItem(rows[at] as number));
}

/** No rows at all: what makes a stream say its schema. */
export function emptyBatch(schema: Schema, columns: readonly ArrowColumn[]): RecordBatch {
  return batchOf(schema, columns, 0, () => null);
}

function batchOf(
  schema: Schema,
  columns: readonly ArrowColumn[],
  length: number,
  valueAt: (column: number, row: number) => unknown,
): RecordBatch {
  const children = columns.map((column, place) => {
    const builder = makeBuilder({ type: arrowType(column), nullValues: [null] });
    for (let row = 0; row < length; row++) builder.append(valueAt(place, row) ?? null);
    return builder.finish().flush();
  });
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, children }));
}
