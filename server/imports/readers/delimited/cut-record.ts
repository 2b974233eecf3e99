import { QUOTE } from "./split-records.ts";

const RETURN = 0x0d;
/** Answers, labels and names are shorter; a longer cell is hardly ever written twice. */
const LONGEST = 48;
const PLACES = 1 << 14;

/** Cuts the record that lies from `start` to `end` into its cells (RFC 4180). */
export type RecordCutter = (bytes: Buffer, start: number, end: number) => string[];

/** The end of a quoted cell: a quote before the delimiter or the end; quotes elsewhere inside are text. */
function closing(bytes: Buffer, from: number, end: number, delimiter: number): number {
  for (let at = from; at < end; at++) {
    if (bytes[at] !== QUOTE) continue;
    const following = bytes[at + 1];
    if (at + 1 === end || following === delimiter || following === RETURN) return at;
    if (following === QUOTE) at++;
  }
  return -1;
}

/**
 * Text of cells, remembered: a vendor's file says the same few words millions of times. Equal short cells come back as
 * one and the same string, so that nothing is decoded twice and looking something up by a cell needs no hashing.
 */
function cellTexts(): (bytes: Buffer, start: number, end: number, hash: number) => string {
  const texts: (string | undefined)[] = new Array(PLACES).fill(undefined);
  const lengths = new Uint8Array(PLACES);
  const known = new Uint8Array(PLACES * LONGEST);
  return (bytes, start, end, hash) => {
    const length = end - start;
    if (length === 0) return "";
    if (length > LONGEST) return bytes.toString("utf8", start, end);
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const from = place * LONGEST;
    if (lengths[place] === length) {
      let at = 0;
      while (at < length && known[from + at] === bytes[start + at]) at++;
      const text = texts[place];
      if (at === length && text !== undefined) return text;
    }
    const text = bytes.toString("utf8", start, end);
    texts[place] = text;
    lengths[place] = length;
    for (let at = 0; at < length; at++) known[from + at] = bytes[start + at] ?? 0;
    return text;
  };
}

/**
 * Makes the cutter of a file's records, which must be UTF-8. Quotes that were never escaped stay in the text, as does
 * a quote that does not open its cell or is never closed.
 * @param delimiter the byte between cells
 */
export function recordCutter(delimiter: number): RecordCutter {
  const textOf = cellTexts();
  let width = 0;
  let cells: string[] = [];
  /** Takes the quoted cell as the record's `count`th, and says where it ends. */
  const quoted = (bytes: Buffer, from: number, close: number, end: number, count: number): number => {
    let hash = 0;
    for (let at = from; at < close; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    const text = textOf(bytes, from, close, hash);
    cells[count] = text.includes('"') ? text.replaceAll('""', '"') : text;
    let at = close + 1;
    while (at < end && bytes[at] !== delimiter) at++;
    return at;
  };
  return (bytes, start, end) => {
    // records of a file are equally wide: a list that grows is copied again and again
    cells = new Array(width);
    let count = 0;
    for (let at = start; ; at++) {
      const close = at < end && bytes[at] === QUOTE ? closing(bytes, at + 1, end, delimiter) : -1;
      if (close >= 0) at = quoted(bytes, at + 1, close, end, count);
      else {
        const from = at;
        let hash = 0;
        for (; at < end; at++) {
          const byte = bytes[at] as number;
          if (byte === delimiter) break;
          hash = (Math.imul(hash, 31) + byte) | 0;
        }
        cells[count] = textOf(bytes, from, at, hash);
      }
      count++;
      if (at >= end) break;
    }
    width = count;
    cells.length = count;
    return cells;
  };
}
