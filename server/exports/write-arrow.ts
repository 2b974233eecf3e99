import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  Bool,
  type DataType,
  DateDay,
  Field,
  Float64,
  Int32,
  makeBuilder,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  Utf8,
} from "apache-arrow";
import type { ExportColumn, ExportTable, Value } from "./table.ts";

/** Rows in a record batch. */
const ROWS = 16_384;

function arrowType({ type }: ExportColumn): DataType {
  switch (type) {
    case "text":
      return new Utf8();
    case "integer":
      return new Int32();
    case "number":
      return new Float64();
    case "boolean":
      return new Bool();
    case "date":
      return new DateDay();
  }
}

function batchOf(
  schema: Schema,
  columns: readonly ExportColumn[],
  rows: readonly (readonly Value[])[],
): RecordBatch {
  const children = columns.map((column, place) => {
    const builder = makeBuilder({ type: arrowType(column), nullValues: [null] });
    for (const row of rows) {
      const value = row[place] ?? null;
      builder.append(column.type === "date" && typeof value === "string" ? new Date(value) : value);
    }
    return builder.finish().flush();
  });
  return new RecordBatch(
    schema,
    makeData({ type: new Struct(schema.fields), length: rows.length, children }),
  );
}

/** An Arrow IPC file (Feather version 2), in record batches. @returns rows */
export async function writeArrow({ columns, rows }: ExportTable, path: string): Promise<number> {
  const schema = new Schema(columns.map((column) => new Field(column.name, arrowType(column), true)));
  let count = 0;
  async function* batches(): AsyncGenerator<RecordBatch> {
    let pending: (readonly Value[])[] = [];
    for await (const row of rows) {
      count++;
      if (pending.push(row) === ROWS) {
        yield batchOf(schema, columns, pending);
        pending = [];
      }
    }
    if (pending.length > 0 || count === 0) yield batchOf(schema, columns, pending);
  }
  const file = createWriteStream(path, { mode: 0o600 });
  await pipeline(Readable.from(batches()), RecordBatchFileWriter.throughNode(), file);
  return count;
}
