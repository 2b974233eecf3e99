import { type DuckDBAppender, DuckDBDataChunk } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import { type Batch, type Column, type ColumnValues, duckdbType, NO_NUMBER } from "./columns.ts";
import { writeTexts } from "./write-texts.ts";

/** 16 bytes as DuckDB keeps them: a little-endian number whose first bit is turned over, so that it sorts like the text. */
function storedUuids(bytes: Uint8Array, count: number): Uint8Array {
  const stored = new Uint8Array(16 * count);
  for (let at = 0; at < stored.length; at += 16) {
    for (let byte = 0; byte < 16; byte++) stored[at + 15 - byte] = bytes[at + byte] as number;
    stored[at + 15] = (stored[at + 15] as number) ^ 0x80;
  }
  return stored;
}

/** Marks rows as null. @param nothing stands for null among the values */
function writeNulls<T>(vector: duckdb.Vector, values: ArrayLike<T>, count: number, nothing: T): void {
  const valid = new Uint8Array(8 * Math.ceil(count / 64)).fill(0xff);
  for (let row = 0; row < count; row++) {
    if (values[row] === nothing) valid[row >> 3] = (valid[row >> 3] as number) & ~(1 << (row & 7));
  }
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.byteLength);
}

function copyIn(vector: duckdb.Vector, values: Uint8Array | Int32Array): void {
  duckdb.copy_data_to_vector(vector, 0, values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
}

function fill(vector: duckdb.Vector, values: ColumnValues, count: number): void {
  switch (values.kind) {
    case "uuid":
      copyIn(vector, storedUuids(values.bytes, count));
      break;
    case "flag":
    case "code":
    case "word":
      copyIn(vector, values.bytes.subarray(0, count));
      break;
    case "day":
      copyIn(vector, values.numbers.subarray(0, count));
      break;
    case "integer": {
      const numbers = values.numbers.subarray(0, count);
      copyIn(vector, numbers);
      if (numbers.includes(NO_NUMBER)) writeNulls(vector, numbers, count, NO_NUMBER);
      break;
    }
    case "text":
      writeTexts(vector, values.texts, count);
      if (values.texts.lastIndexOf(null, count - 1) >= 0) writeNulls(vector, values.texts, count, null);
      break;
  }
}

/**
 * Appends batches to a relation of the same columns. Columns go over as memory, not value by value. Blocks the event
 * loop for some milliseconds a full batch.
 */
export function batchAppender(appender: DuckDBAppender, columns: readonly Column[]): (batch: Batch) => void {
  const chunk = DuckDBDataChunk.create(columns.map(duckdbType));
  return ({ values, count }) => {
    chunk.reset();
    chunk.rowCount = count;
    for (const [place, own] of values.entries()) {
      fill(duckdb.data_chunk_get_vector(chunk.chunk, place), own, count);
    }
    appender.appendDataChunk(chunk);
  };
}
