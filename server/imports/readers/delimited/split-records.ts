import { LIMITS } from "../sheet.ts";

export const QUOTE = 0x22;
const RETURN = 0x0d;

/** Where one record lies in a buffer: the bytes before its line end, and where the next record starts. */
export type RecordSpan = { readonly end: number; readonly next: number; readonly quoted: boolean };

/** What separates records: LF (also after CR), or CR alone in files of old programs. */
export type RecordEnd = 0x0a | 0x0d;

function closesField(byte: number | undefined, delimiter: number, recordEnd: RecordEnd): boolean {
  return byte === undefined || byte === delimiter || byte === recordEnd || byte === RETURN;
}

/**
 * Where a quoted field ends: at a quote before a delimiter or line end. A quote before anything else was never escaped and is text.
 * @returns -1 when the buffer ends first
 */
function closingQuote(
  buffer: Buffer,
  from: number,
  delimiter: number,
  recordEnd: RecordEnd,
  last: boolean,
): number {
  for (let at = buffer.indexOf(QUOTE, from); at >= 0; at = buffer.indexOf(QUOTE, at + 1)) {
    const following = buffer[at + 1];
    if (following === undefined && !last) return -1;
    if (following === QUOTE) {
      const beyond = buffer[at + 2];
      if (beyond === undefined && !last) return -1;
      at++;
    } else if (closesField(following, delimiter, recordEnd)) return at;
  }
  return -1;
}

/** Whether a field starts at this place of the record. */
function startsField(buffer: Buffer, at: number, start: number, delimiter: number): boolean {
  return at === start || buffer[at - 1] === delimiter;
}

/**
 * Finds the record that starts at `start`. Works on bytes, because encodings can change from record to record: comma,
 * semicolon, tab, quote and line ends are never part of a GB18030 or UTF-8 character.
 * A field whose quote is never closed within the size of a record is taken as plain text.
 * @param last whether nothing follows the buffer
 * @param firstQuote where the next quote stands, for a caller that has looked already: a text without any is else searched to its end for every record
 * @returns undefined when the record does not end within the buffer and more may follow
 */
export function nextRecord(
  buffer: Buffer,
  start: number,
  delimiter: number,
  recordEnd: RecordEnd,
  last: boolean,
  firstQuote = buffer.indexOf(QUOTE, start),
): RecordSpan | undefined {
  let lineEnd = buffer.indexOf(recordEnd, start);
  let quote = firstQuote;
  const quoted = quote >= 0 && (lineEnd < 0 || quote < lineEnd);
  while (quote >= 0 && (lineEnd < 0 || quote < lineEnd)) {
    if (!startsField(buffer, quote, start, delimiter)) {
      quote = buffer.indexOf(QUOTE, quote + 1);
      continue;
    }
    const close = closingQuote(buffer, quote + 1, delimiter, recordEnd, last);
    if (close < 0 && !last && buffer.length - quote < LIMITS.recordBytes) return undefined;
    if (close < 0 || close - quote > LIMITS.recordBytes) {
      quote = buffer.indexOf(QUOTE, quote + 1);
      continue;
    }
    if (lineEnd >= 0 && lineEnd < close) lineEnd = buffer.indexOf(recordEnd, close);
    quote = buffer.indexOf(QUOTE, close + 1);
  }
  if (lineEnd < 0)
    return last && start < buffer.length ? { end: buffer.length, next: buffer.length, quoted } : undefined;
  const end = recordEnd === 0x0a && lineEnd > start && buffer[lineEnd - 1] === RETURN ? lineEnd - 1 : lineEnd;
  return { end, next: lineEnd + 1, quoted };
}
