import type { Duplex } from "node:stream";
import type pg from "pg";
import { BATCH_ROWS, type Batch, type Column, type ColumnValues, emptyBatch, NO_NUMBER } from "./columns.ts";
import { type TakeRow, takeCopyMessages } from "./copy-messages.ts";

/** "PGCOPY\n\xff\r\n\0", flags, and the length of an extension that PostgreSQL does not send; before the first row. */
const HEADER_BYTES = 19;
/** In place of a number of fields, after the last row. */
const TRAILER = -1;
/** PostgreSQL counts days from 2000-01-01, DuckDB from 1970-01-01. */
const DAYS_TO_2000 = 10_957;

/** Takes what follows the columns of a row: the packed codes of a response. */
export type TailReader = (row: number, bytes: Uint8Array, from: number, to: number) => void;

/** Texts kept by the interner; a power of two. */
const KEPT_TEXTS = 65_536;

type KeptText = { readonly bytes: Uint8Array; readonly text: string };

function isAt(kept: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let at = 0; at < kept.length; at++) if (kept[at] !== bytes[from + at]) return false;
  return true;
}

/** Short texts that come again and again, each made once: found by their bytes, for making a text costs ten times as much. */
function textInterner(): (bytes: Uint8Array, from: number, to: number) => string {
  const decoder = new TextDecoder();
  const kept = new Array<KeptText | undefined>(KEPT_TEXTS);
  return (bytes, from, to) => {
    let place = to - from;
    for (let at = from; at < to; at++) place = (Math.imul(place, 31) + (bytes[at] as number)) | 0;
    place &= KEPT_TEXTS - 1;
    const known = kept[place];
    if (known !== undefined && known.bytes.length === to - from && isAt(known.bytes, bytes, from)) {
      return known.text;
    }
    const own = bytes.slice(from, to);
    const text = decoder.decode(own);
    kept[place] = { bytes: own, text };
    return text;
  };
}

/** Place of a word of a short list, compared byte by byte: making a text first would cost ten times as much. */
function wordReader(words: readonly string[]): (bytes: Uint8Array, from: number, to: number) => number {
  const known = words.map((word) => Buffer.from(word));
  return (bytes, from, to) => {
    const place = known.findIndex((word) => {
      if (word.length !== to - from) return false;
      for (let at = 0; at < word.length; at++) if (word[at] !== bytes[from + at]) return false;
      return true;
    });
    if (place < 0) {
      throw new Error(`'${new TextDecoder().decode(bytes.slice(from, to))}' is none of ${words.join(", ")}`);
    }
    return place;
  };
}

const [SECONDS_A_DAY, SHANGHAI_S] = [86_400, 8 * 3_600];

/** The day in Shanghai of a moment (microseconds since 2000-01-01 UTC): PostgreSQL's own way takes four times as long. */
function shanghaiDay(view: DataView, from: number): number {
  const microseconds = view.getInt32(from) * 2 ** 32 + view.getUint32(from + 4);
  return Math.floor((microseconds / 1_000_000 + SHANGHAI_S) / SECONDS_A_DAY);
}

/** The memory that the socket was read into, and numbers out of it. */
type Source = { bytes: Uint8Array; view: DataView };

function sourceOf(memory: ArrayBufferLike): Source {
  return { bytes: new Uint8Array(memory), view: new DataView(memory) };
}

type FieldReader = (row: number, source: Source, from: number, length: number) => void;

/** How a field of the COPY gets into its column. */
function fieldReader(values: ColumnValues, text: ReturnType<typeof textInterner>): FieldReader {
  switch (values.kind) {
    case "uuid":
      return (row, { bytes }, from) => {
        // sixteen bytes are moved sooner than a copy is begun
        for (let at = 0; at < 16; at++) values.bytes[16 * row + at] = bytes[from + at] as number;
      };
    case "flag":
    case "code":
      return (row, { bytes }, from) => {
        values.bytes[row] = bytes[from] as number;
      };
    case "word": {
      const place = wordReader(values.words);
      return (row, { bytes }, from, length) => {
        values.bytes[row] = place(bytes, from, from + length);
      };
    }
    case "integer":
      return (row, { view }, from, length) => {
        values.numbers[row] = length < 0 ? NO_NUMBER : view.getInt32(from);
      };
    case "day":
      return (row, { view }, from, length) => {
        const day = length === 8 ? shanghaiDay(view, from) : view.getInt32(from);
        values.numbers[row] = day + DAYS_TO_2000;
      };
    case "text":
      return (row, { bytes }, from, length) => {
        values.texts[row] = length < 0 ? null : text(bytes, from, from + length);
      };
  }
}

/** Decodes rows one after the other into a batch of these columns. @returns the batch, and what takes a row's memory */
function rowDecoder(
  columns: readonly Column[],
  tailInto?: (batch: Batch) => TailReader,
): { readonly batch: Batch; readonly take: TakeRow } {
  const batch = emptyBatch(columns);
  const tail = tailInto?.(batch);
  const text = textInterner();
  const readers = batch.values.flatMap((values, place) =>
    columns[place]?.from === undefined ? [] : [fieldReader(values, text)],
  );
  let source = sourceOf(new ArrayBuffer(0));
  let started = false;
  return {
    batch,
    take(memory, from, end) {
      if (source.bytes.buffer !== memory) source = sourceOf(memory);
      let at = from + (started ? 0 : HEADER_BYTES);
      started = true;
      // the header comes with the first row; a server that sends it alone is not misread
      if (at >= end || source.view.getInt16(at) === TRAILER) return;
      at += 2;
      for (const read of readers) {
        const length = source.view.getInt32(at);
        read(batch.count, source, at + 4, length);
        at += 4 + Math.max(0, length);
      }
      tail?.(batch.count, source.bytes, at + 4, end);
      batch.count++;
    },
  };
}

/** The part of the driver's own connection that a COPY needs. */
type CopyingConnection = {
  readonly query: (text: string) => void;
  readonly stream: Duplex;
};

/**
 * Rows of a COPY … TO STDOUT in PostgreSQL's binary format, decoded into batches. The event loop turns after each; the
 * batch is the same one each time, filled anew. PostgreSQL sends a message a row, which is read where the
 * socket put it. After a failure the connection is of no further use.
 * @param statement text of the COPY; its fields are the columns with `from`, in order, then whatever the tail reader takes
 * @param take gets each batch; what it throws ends the copy
 * @returns rows
 */
export function copyBatches(
  client: pg.ClientBase,
  statement: string,
  columns: readonly Column[],
  take: (batch: Batch) => void,
  tailInto?: (batch: Batch) => TailReader,
): Promise<number> {
  const { batch, take: takeRow } = rowDecoder(columns, tailInto);
  let rows = 0;
  let failed = false;
  const pass = () => {
    rows += batch.count;
    if (batch.count > 0) take(batch);
    batch.count = 0;
  };
  return new Promise((resolve, reject) => {
    const fail = (failure: unknown) => {
      failed = true;
      reject(failure);
    };
    /** What throws ends the copy. */
    const guarded =
      <Given extends readonly unknown[]>(work: (...given: Given) => void) =>
      (...given: Given) => {
        if (failed) return;
        try {
          work(...given);
        } catch (failure) {
          fail(failure);
        }
      };
    let giveBack = () => {};
    client.query({
      submit(connection: CopyingConnection) {
        const { stream } = connection;
        const take = guarded((memory: ArrayBufferLike, from: number, to: number) => {
          takeRow(memory, from, to);
          if (batch.count < BATCH_ROWS) return;
          pass();
          stream.pause();
          setImmediate(() => stream.resume());
        });
        giveBack = takeCopyMessages(stream, take);
        connection.query(statement);
      },
      handleCommandComplete: guarded(pass),
      handleReadyForQuery() {
        giveBack();
        resolve(rows);
      },
      handleError(failure: unknown) {
        giveBack();
        fail(failure);
      },
    } as unknown as pg.Submittable);
  });
}
