import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBUUIDValue,
  type DuckDBValue,
  type DuckDBVector,
} from "@duckdb/node-api";
import { type Batch, type Column, type ColumnValues, emptyBatch, NO_NUMBER, quoted } from "./columns.ts";

function unexpected(value: DuckDBValue): never {
  throw new Error(`a loaded relation holds an unexpected ${typeof value}`);
}

function takeUuids(vector: DuckDBVector, bytes: Uint8Array, count: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let row = 0; row < count; row++) {
    const value = vector.getItem(row);
    const number = value instanceof DuckDBUUIDValue ? value.toUint128() : unexpected(value);
    view.setBigUint64(16 * row, number >> 64n);
    view.setBigUint64(16 * row + 8, number & 0xffff_ffff_ffff_ffffn);
  }
}

function take(vector: DuckDBVector, values: ColumnValues, count: number): void {
  switch (values.kind) {
    case "uuid":
      takeUuids(vector, values.bytes, count);
      break;
    case "flag":
      for (let row = 0; row < count; row++) values.bytes[row] = vector.getItem(row) === true ? 1 : 0;
      break;
    case "code":
      for (let row = 0; row < count; row++) {
        const value = vector.getItem(row);
        values.bytes[row] = typeof value === "number" ? value : unexpected(value);
      }
      break;
    case "word":
      for (let row = 0; row < count; row++) {
        const value = vector.getItem(row);
        values.bytes[row] = typeof value === "string" ? values.words.indexOf(value) : unexpected(value);
      }
      break;
    case "integer":
      for (let row = 0; row < count; row++) {
        const value = vector.getItem(row);
        values.numbers[row] =
          value === null ? NO_NUMBER : typeof value === "number" ? value : unexpected(value);
      }
      break;
    case "day":
      for (let row = 0; row < count; row++) {
        const value = vector.getItem(row);
        values.numbers[row] = value instanceof DuckDBDateValue ? value.days : unexpected(value);
      }
      break;
    case "text":
      for (let row = 0; row < count; row++) {
        const value = vector.getItem(row);
        values.texts[row] = value === null || typeof value === "string" ? value : unexpected(value);
      }
      break;
  }
}

function fillFrom(chunk: DuckDBDataChunk, batch: Batch): void {
  batch.count = chunk.rowCount;
  for (const [place, values] of batch.values.entries()) {
    take(chunk.getColumnVector(place), values, batch.count);
  }
}

/**
 * Rows of a relation as batches, in the relation's own columns; the event loop turns between two batches. The batch is
 * the same one each time, filled anew.
 * @param rest what follows the relation's name in the statement, e.g. a WHERE, with `bound` for its $1, $2 …
 */
export async function* readBatches(
  connection: DuckDBConnection,
  relation: string,
  columns: readonly Column[],
  rest = "",
  bound: DuckDBValue[] = [],
): AsyncGenerator<Batch> {
  const list = columns.map(({ name }) => quoted(name)).join(", ");
  const result = await connection.stream(`select ${list} from ${quoted(relation)} ${rest}`, bound);
  const batch = emptyBatch(columns);
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    fillFrom(chunk, batch);
    yield batch;
    await nextTurn();
  }
}
