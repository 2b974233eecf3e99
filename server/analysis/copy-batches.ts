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

/** Texts kept by the interner; a power of two. */
const KEPT_TEXTS = 65_536;

type KeptText = { readonly bytes: Uint8Array; readonly text: string };

function isAt(kept: Uint8Array, bytes: Buffer, from: number): boolean {
  for (let at = 0; at < kept.length; at++) if (kept[at] !== bytes[from + at]) return false;
  return true;
}

/** Short texts that come again and again, each made once: found by their bytes, for making a text costs ten times as much. */
function textInterner(): (bytes: Buffer, from: number, to: number) => string {
  const kept = new Array<KeptText | undefined>(KEPT_TEXTS);
  return (bytes, from, to) => {
    let place = to - from;
    for (let at = from; at < to; at++) place = (Math.imul(place, 31) + (bytes[at] as number)) | 0;
    place &= KEPT_TEXTS - 1;
    const known = kept[place];
    if (known !== undefined && known.bytes.length === to - from && isAt(known.bytes, bytes, from)) {
      return known.text;
    }
    const text = bytes.toString("utf8", from, to);
    kept[place] = { bytes: Uint8Array.prototype.slice.call(bytes, from, to), text };
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

const [SECONDS_A_DAY, SHANGHAI_S] = [86_400, 8 * 3_600];

/** The day in Shanghai of a moment (microseconds since 2000-01-01 UTC): PostgreSQL's own way takes four times as long. */
function shanghaiDay(bytes: Buffer, from: number): number {
  const microseconds = bytes.readInt32BE(from) * 2 ** 32 + bytes.readUInt32BE(from + 4);
  return Math.floor((microseconds / 1_000_000 + SHANGHAI_S) / SECONDS_A_DAY);
}

type FieldReader = (row: number, bytes: Buffer, from: number, length: number) => void;

/** How a field of the COPY gets into its column. */
function fieldReader(values: ColumnValues, text: ReturnType<typeof textInterner>): FieldReader {
  switch (values.kind) {
    case "uuid":
      return (row, bytes, from) => {
        // sixteen bytes are moved sooner than a copy is begun
        for (let at = 0; at < 16; at++) values.bytes[16 * row + at] = bytes[from + at] as number;
      };
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
      return (row, bytes, from, length) => {
        const day = length === 8 ? shanghaiDay(bytes, from) : bytes.readInt32BE(from);
        values.numbers[row] = day + DAYS_TO_2000;
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
