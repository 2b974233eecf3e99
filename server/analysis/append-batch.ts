import { type DuckDBAppender, DuckDBDataChunk, type DuckDBVector } from "@duckdb/node-api";
import { type Batch, type ColumnValues, DUCKDB_TYPE, dateValue, NO_NUMBER, uuidValue } from "./columns.ts";

function fill(vector: DuckDBVector, values: ColumnValues, count: number): void {
  switch (values.kind) {
    case "uuid": {
      const view = new DataView(values.bytes.buffer, values.bytes.byteOffset);
      for (let row = 0; row < count; row++) vector.setItem(row, uuidValue(view, 16 * row));
      break;
    }
    case "flag":
      for (let row = 0; row < count; row++) vector.setItem(row, values.bytes[row] === 1);
      break;
    case "code":
      for (let row = 0; row < count; row++) vector.setItem(row, values.bytes[row] ?? 0);
      break;
    case "integer":
      for (let row = 0; row < count; row++) {
        const number = values.numbers[row] ?? NO_NUMBER;
        vector.setItem(row, number === NO_NUMBER ? null : number);
      }
      break;
    case "day":
      for (let row = 0; row < count; row++) vector.setItem(row, dateValue(values.numbers[row] ?? 0));
      break;
    case "text":
      for (let row = 0; row < count; row++) vector.setItem(row, values.texts[row] ?? null);
      break;
  }
  vector.flush();
}

/** Appends a batch to a relation of the same columns. Blocks the event loop for some milliseconds a full batch. */
export function appendBatch(appender: DuckDBAppender, batch: Batch): void {
  const chunk = DuckDBDataChunk.create(
    batch.columns.map(({ kind }) => DUCKDB_TYPE[kind]),
    batch.count,
  );
  for (const [place, values] of batch.values.entries())
    fill(chunk.getColumnVector(place), values, batch.count);
  appender.appendDataChunk(chunk);
}
