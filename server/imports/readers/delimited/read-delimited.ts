import { open } from "node:fs/promises";
import { AppError } from "../../../app-error.ts";
import { LIMITS, type SheetFile, type SheetRow } from "../sheet.ts";
import { cellKernel } from "./cell-kernel.ts";
import { recordCutter } from "./cut-record.ts";
import { detectEncoding, type TextEncoding } from "./detect-encoding.ts";
import { sniffDelimiter } from "./sniff-delimiter.ts";
import { nextRecord, QUOTE, type RecordEnd } from "./split-records.ts";
import { isPlainUtf8, utf8Record } from "./utf8-record.ts";

const CHUNK = 1 << 19;
const BATCH = 64;

/**
 * The file's bytes as UTF-8 or GB18030, without a byte order mark. Every piece lies in the same memory: it holds until
 * the next is asked for.
 */
async function* bytesOf(path: string, encoding: TextEncoding): AsyncGenerator<Buffer> {
  const file = await open(path);
  const wide = encoding.startsWith("utf-16") ? new TextDecoder(encoding) : undefined;
  const memory = Buffer.allocUnsafe(CHUNK);
  try {
    for (let first = true; ; first = false) {
      const { bytesRead } = await file.read(memory, 0, CHUNK, null);
      if (bytesRead === 0) return;
      const bytes = memory.subarray(0, bytesRead);
      if (wide) yield Buffer.from(wide.decode(bytes, { stream: true }), "utf8");
      else
        yield first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
          ? bytes.subarray(3)
          : bytes;
    }
  } finally {
    await file.close();
  }
}

function tooLong(row: number): AppError {
  return new AppError(
    "file_unreadable",
    `Record ${row} is longer than ${LIMITS.recordBytes >> 10} KiB: a quote is probably not closed there; correct the file and import it again.`,
    { row },
  );
}

type Shape = { readonly encoding: TextEncoding; readonly delimiter: string; readonly recordEnd: RecordEnd };

async function* readRows(path: string, shape: Shape): AsyncGenerator<readonly SheetRow[]> {
  const delimiterByte = shape.delimiter.charCodeAt(0);
  const carefully = recordCutter(delimiterByte);
  const encoding = shape.encoding.startsWith("utf-16") ? "utf-8" : shape.encoding;
  // what is left of a record and the next piece, at most: a record and two pieces of transcoded text
  const kernel = cellKernel(LIMITS.recordBytes + CHUNK * 4, delimiterByte, shape.recordEnd);
  const memory = kernel.text;
  let filled = 0;
  let number = 0;
  let batch: SheetRow[] = [];

  function* take(buffer: Buffer, last: boolean): Generator<readonly SheetRow[]> {
    let start = 0;
    let quote = buffer.indexOf(QUOTE);
    const plain = isPlainUtf8(buffer.subarray(0, buffer.lastIndexOf(shape.recordEnd) + 1), encoding);
    for (;;) {
      const cut = plain ? kernel.cut(start, buffer.length) : undefined;
      if (cut) {
        if (kernel.next() - start > LIMITS.recordBytes) throw tooLong(number + 1);
        start = kernel.next();
        number++;
        batch.push({ number, hidden: false, cells: cut.cells, words: cut.words });
        if (batch.length === BATCH) {
          yield batch;
          batch = [];
        }
        continue;
      }
      if (quote >= 0 && quote < start) quote = buffer.indexOf(QUOTE, start);
      const span = nextRecord(buffer, start, delimiterByte, shape.recordEnd, last, quote);
      if (!span) break;
      if (span.end - start > LIMITS.recordBytes) throw tooLong(number + 1);
      const asItIs = plain && span.end < buffer.length;
      const record = asItIs ? buffer : utf8Record(buffer.subarray(start, span.end), encoding);
      const cells = asItIs ? carefully(buffer, start, span.end) : carefully(record, 0, record.length);
      start = span.next;
      number++;
      batch.push({ number, hidden: false, cells });
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    if (buffer.length - start > LIMITS.recordBytes + CHUNK) throw tooLong(number + 1);
    memory.copyWithin(0, start, buffer.length);
    filled = buffer.length - start;
    if (number > LIMITS.delimitedRows)
      throw new AppError("too_large", `The file has more than ${LIMITS.delimitedRows} rows: split it.`);
  }

  for await (const bytes of bytesOf(path, shape.encoding)) {
    memory.set(bytes, filled);
    yield* take(memory.subarray(0, filled + bytes.length), false);
  }
  yield* take(memory.subarray(0, filled), true);
  if (batch.length > 0) yield batch;
}

/** Records end with LF unless the text has none and CR alone stands between its lines. */
function recordEndOf(sample: string): RecordEnd {
  return !sample.includes("\n") && sample.includes("\r") ? 0x0d : 0x0a;
}

/**
 * Opens comma, tab, semicolon or bar separated text. Rows are records: line breaks within quotes do not count.
 * @param head the first bytes of the file; `complete` when they are all of it
 */
export function readDelimited(path: string, head: Buffer, complete: boolean): SheetFile {
  const encoding = detectEncoding(head, complete);
  const sample = new TextDecoder(encoding).decode(head);
  const shape: Shape = { encoding, delimiter: sniffDelimiter(sample), recordEnd: recordEndOf(sample) };
  return {
    format: "delimited",
    encoding,
    delimiter: shape.delimiter,
    sheets: [{ name: "", hidden: false, date1904: false, rows: () => readRows(path, shape) }],
    close: async () => undefined,
  };
}
