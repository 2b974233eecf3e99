import { setImmediate as nextTurn } from "node:timers/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { BATCH_ROWS, type Batch, type Column, type ColumnValues, emptyBatch, NO_NUMBER } from "./columns.ts";

/** "PGCOPY\n\xff\r\n\0", flags, and the length of an extension that PostgreSQL does not send. */
const HEADER_BYTES = 19;
const TRAILER = -1;
/** PostgreSQL counts days from 2000-01-01, DuckDB from 1970-01-01. */
const DAYS_TO_2000 = 10_957;

/** Takes what follows the columns of a row: the packed codes of a response. */
export type TailReader = (row: number, bytes: Buffer, from: number, to: number) => void;

/** Short texts that come again and again, each made once. */
function textInterner(): (bytes: Buffer, from: number, to: number) => string {
  const known = new Map<string, string>();
  return (bytes, from, to) => {
    const key = bytes.toString("latin1", from, to);
    let text = known.get(key);
    if (text === undefined) {
      text = bytes.toString("utf8", from, to);
      if (known.size < 100_000) known.set(key, text);
    }
    return text;
  };
}

/** Place of a word of a short list, compared byte by byte: making a text first would cost ten times as much. */
function wordReader(words: readonly string[]): (bytes: Buffer, from: number, to: number) => number {
  const known = words.map((word) => Buffer.from(word));
  return (bytes, from, to) => {
    const place = known.findIndex((word) => {
      if (word.length !== to - from) return false;
      for (let at = 0; at < word.length; at++) if (word[at] !== bytes[from + at]) return false;
      return true;
    });
    if (place < 0) throw new Error(`'${bytes.toString("utf8", from, to)}' is none of ${words.join(", ")}`);
    return place;
  };
}

type FieldReader = (row: number, bytes: Buffer, from: number, length: number) => void;

/** How a field of the COPY gets into its column. */
function fieldReader(values: ColumnValues, text: ReturnType<typeof textInterner>): FieldReader {
  switch (values.kind) {
    case "uuid":
      return (row, bytes, from) => bytes.copy(values.bytes, 16 * row, from, from + 16);
    case "flag":
    case "code":
      return (row, bytes, from) => {
        values.bytes[row] = bytes[from] ?? 0;
      };
    case "word": {
      const place = wordReader(values.words);
      return (row, bytes, from, length) => {
        values.bytes[row] = place(bytes, from, from + length);
      };
    }
    case "integer":
      return (row, bytes, from, length) => {
        values.numbers[row] = length < 0 ? NO_NUMBER : bytes.readInt32BE(from);
      };
    case "day":
      return (row, bytes, from) => {
        values.numbers[row] = bytes.readInt32BE(from) + DAYS_TO_2000;
      };
    case "text":
      return (row, bytes, from, length) => {
        values.texts[row] = length < 0 ? null : text(bytes, from, from + length);
      };
  }
}

/** End of the tuple that begins at `at`, or undefined when it is not all there yet. */
function tupleEnd(bytes: Buffer, at: number): number | undefined {
  if (at + 2 > bytes.length) return undefined;
  const fields = bytes.readInt16BE(at);
  let place = at + 2;
  for (let field = 0; field < fields; field++) {
    if (place + 4 > bytes.length) return undefined;
    const length = bytes.readInt32BE(place);
    place += 4 + Math.max(0, length);
  }
  return place <= bytes.length ? place : undefined;
}

/**
 * Rows of a COPY … TO STDOUT in PostgreSQL's binary format, decoded into batches. The event loop turns after each; the
 * batch is the same one each time, filled anew.
 * @param statement text of the COPY; its fields are the columns with `from`, in order, then whatever the tail reader takes
 */
export async function* copyBatches(
  client: pg.ClientBase,
  statement: string,
  columns: readonly Column[],
  tailInto?: (batch: Batch) => TailReader,
): AsyncGenerator<Batch> {
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  const batch = emptyBatch(columns);
  const tail = tailInto?.(batch);
  const text = textInterner();
  const readers = batch.values.flatMap((values, place) =>
    columns[place]?.from === undefined ? [] : [fieldReader(values, text)],
  );

  for await (const piece of client.query(copyTo(statement))) {
    const bytes: Buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let at = 0;
    if (!started) {
      if (bytes.length < HEADER_BYTES) {
        rest = bytes;
        continue;
      }
      started = true;
      at = HEADER_BYTES;
    }
    for (let end = tupleEnd(bytes, at); end !== undefined; end = tupleEnd(bytes, at)) {
      if (bytes.readInt16BE(at) === TRAILER) {
        at = end;
        continue;
      }
      const row = batch.count;
      let place = at + 2;
      for (const read of readers) {
        const length = bytes.readInt32BE(place);
        read(row, bytes, place + 4, length);
        place += 4 + Math.max(0, length);
      }
      tail?.(row, bytes, place + 4, end);
      at = end;
      batch.count++;
      if (batch.count === BATCH_ROWS) {
        yield batch;
        batch.count = 0;
        await nextTurn();
      }
    }
    rest = bytes.subarray(at);
  }
  if (batch.count > 0) yield batch;
}
