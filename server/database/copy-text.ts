/** A value of a row on its way into COPY; undefined is null. */
export type CopyValue = string | number | boolean | Uint8Array | object | null | undefined;

const TAB = 0x09;
const LINE_END = 0x0a;
const BACKSLASH = 0x5c;
/** Longer texts are written by the runtime in one go; shorter ones are done before it is called. */
const SHORT = 48;
const SPECIAL = /[\\\t\n\r]/;
const HEX = Buffer.from("0123456789abcdef", "latin1");

/** Small whole numbers, written already. */
const NUMBERS = Array.from({ length: 1_000 }, (_, number) => String(number));

/** What a row that does not fit comes back as. */
export const NO_ROOM = -1;

function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
}

function writeLong(into: Buffer, start: number, text: string): number {
  const safe = escaped(text);
  if (start + safe.length * 3 > into.length) return NO_ROOM;
  return start + into.write(safe, start, "utf8");
}

function writeText(into: Buffer, start: number, text: string): number {
  const { length } = text;
  if (length > SHORT) return writeLong(into, start, text);
  if (start + length > into.length) return NO_ROOM;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    // controls and the backslash may need an escape, the rest above more than a byte
    if (code < 0x20 || code > 0x7e || code === BACKSLASH) return writeLong(into, start, text);
    into[start + at] = code;
  }
  return start + length;
}

function writeBytes(into: Buffer, start: number, bytes: Uint8Array): number {
  if (start + 3 + bytes.length * 2 > into.length) return NO_ROOM;
  let at = start;
  into[at++] = BACKSLASH;
  into[at++] = BACKSLASH;
  into[at++] = 0x78;
  for (let from = 0; from < bytes.length; from++) {
    const byte = bytes[from] as number;
    into[at++] = HEX[byte >> 4] as number;
    into[at++] = HEX[byte & 15] as number;
  }
  return at;
}

function writeNull(into: Buffer, start: number): number {
  if (start + 2 > into.length) return NO_ROOM;
  into[start] = BACKSLASH;
  into[start + 1] = 0x4e;
  return start + 2;
}

function writeValue(into: Buffer, start: number, value: CopyValue): number {
  if (value === null || value === undefined) return writeNull(into, start);
  if (typeof value === "string") return writeText(into, start, value);
  if (typeof value === "number") return writeText(into, start, NUMBERS[value] ?? String(value));
  if (typeof value === "boolean") return writeText(into, start, value ? "true" : "false");
  if (value instanceof Uint8Array) return writeBytes(into, start, value);
  return writeText(into, start, JSON.stringify(value));
}

/**
 * Writes one row in COPY's text format with its line end, byte by byte: putting a text together first costs as much as
 * everything else that is done to a row. Bytes become bytea, other objects and lists JSON.
 * @param start where in `into` the row begins
 * @returns where it ends, or `NO_ROOM` when it may not fit; what lies behind `start` is then worth nothing
 */
export function writeCopyRow(into: Buffer, start: number, values: readonly CopyValue[]): number {
  let end = start;
  for (let at = 0; at < values.length; at++) {
    end = writeValue(into, end, values[at]);
    if (end < 0 || end >= into.length) return NO_ROOM;
    into[end++] = TAB;
  }
  into[end - 1] = LINE_END;
  return end;
}
