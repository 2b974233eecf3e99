/** A value of a row on its way into COPY; undefined is null. */
export type CopyValue = string | number | boolean | Uint8Array | object | null | undefined;

/** What a row that does not fit comes back as. */
export const NO_ROOM = -1;

/** What stands before the rows: signature, no flags, no extension. */
export const COPY_HEADER = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
/** What stands behind them. */
export const COPY_TRAILER = Buffer.from([0xff, 0xff]);

/** Milliseconds from 1970-01-01, where JavaScript counts from, to 2000-01-01, where PostgreSQL does. */
const TO_2000_MS = 946_684_800_000;
const DAY_MS = 86_400_000;
const WORD = 2 ** 32;
/** Longer texts are written by the runtime in one go; shorter ones are done before it is called. */
const SHORT = 48;
const LENGTH_BYTES = 4;
const JSONB_VERSION = 1;

/** Writes a value from a place on; the end, or `NO_ROOM`. */
type Writer = (into: Buffer, at: number, value: Exclude<CopyValue, null | undefined>) => number;

function putInt32(into: Buffer, at: number, value: number): void {
  into[at] = value >>> 24;
  into[at + 1] = value >>> 16;
  into[at + 2] = value >>> 8;
  into[at + 3] = value;
}

/** A whole number that a JavaScript number holds exactly, in eight bytes. */
function putInt64(into: Buffer, at: number, value: number): number {
  if (at + 8 > into.length) return NO_ROOM;
  putInt32(into, at, Math.floor(value / WORD));
  putInt32(into, at + 4, value - Math.floor(value / WORD) * WORD);
  return at + 8;
}

function whole(value: unknown, limit: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < -limit || number >= limit || value === "")
    throw new RangeError(`'${value}' is not a whole number from ${-limit} to ${limit - 1}`);
  return number;
}

function moment(text: string, unit: number): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new RangeError(`'${text}' is not a moment`);
  return (ms - TO_2000_MS) / unit;
}

function writeText(into: Buffer, at: number, text: string): number {
  const { length } = text;
  if (at + length > into.length) return NO_ROOM;
  let place = 0;
  // most are short and plain: the runtime's own way costs more to call than to run
  while (place < length && length <= SHORT) {
    const code = text.charCodeAt(place);
    if (code > 0x7f) break;
    into[at + place++] = code;
  }
  if (place === length) return at + length;
  if (at + 3 * length > into.length) return NO_ROOM;
  return at + into.write(text, at, "utf8");
}

function textOf(value: Parameters<Writer>[2]): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const NUMERIC_NEGATIVE = 0x4000;

/** A number without the exponent that very large and very small ones are spelled with. */
function plainDecimal(value: Parameters<Writer>[2]): string {
  const text = String(value);
  if (typeof value !== "number" || !text.includes("e")) return text;
  return Math.abs(value) < 1 ? value.toFixed(20) : String(BigInt(value));
}

/** Digits of a decimal in groups of four, with the power of 10,000 of the first (numeric_recv in PostgreSQL's numeric.c). */
function writeNumeric(into: Buffer, at: number, value: Parameters<Writer>[2]): number {
  const found = DECIMAL.exec(plainDecimal(value));
  if (!found) throw new RangeError(`'${value}' is not a decimal`);
  const [, sign, before = "", after = ""] = found;
  const front = Math.ceil(before.length / 4);
  const digits = before.padStart(4 * front, "0") + after.padEnd(4 * Math.ceil(after.length / 4), "0");
  const groups = digits.length / 4;
  if (at + 8 + 2 * groups > into.length) return NO_ROOM;
  into.writeInt16BE(groups, at);
  into.writeInt16BE(front - 1, at + 2);
  into.writeInt16BE(sign === "-" ? NUMERIC_NEGATIVE : 0, at + 4);
  into.writeInt16BE(after.length, at + 6);
  for (let group = 0; group < groups; group++)
    into.writeInt16BE(Number(digits.slice(4 * group, 4 * group + 4)), at + 8 + 2 * group);
  return at + 8 + 2 * groups;
}

const WRITERS: Readonly<Record<string, Writer>> = {
  text: (into, at, value) => writeText(into, at, typeof value === "string" ? value : textOf(value)),
  jsonb: (into, at, value) => {
    if (at >= into.length) return NO_ROOM;
    into[at] = JSONB_VERSION;
    return writeText(into, at + 1, typeof value === "string" ? value : textOf(value));
  },
  boolean: (into, at, value) => {
    if (at >= into.length) return NO_ROOM;
    into[at] = value === true || value === "true" ? 1 : 0;
    return at + 1;
  },
  smallint: (into, at, value) => {
    if (at + 2 > into.length) return NO_ROOM;
    const number = whole(value, 2 ** 15);
    into[at] = number >> 8;
    into[at + 1] = number;
    return at + 2;
  },
  int: (into, at, value) => {
    if (at + 4 > into.length) return NO_ROOM;
    putInt32(into, at, whole(value, 2 ** 31));
    return at + 4;
  },
  bigint: (into, at, value) => putInt64(into, at, whole(value, 2 ** 53)),
  bytea: (into, at, value) => {
    if (!(value instanceof Uint8Array)) throw new TypeError(`'${textOf(value)}' is not bytes`);
    if (at + value.length > into.length) return NO_ROOM;
    for (let place = 0; place < value.length; place++) into[at + place] = value[place] as number;
    return at + value.length;
  },
  date: (into, at, value) => {
    if (at + 4 > into.length) return NO_ROOM;
    putInt32(into, at, moment(`${value}T00:00:00Z`, DAY_MS));
    return at + 4;
  },
  timestamptz: (into, at, value) => putInt64(into, at, moment(String(value), 1) * 1_000),
  numeric: writeNumeric,
};

/** Writes one row. @returns where it ends, or `NO_ROOM` when it may not fit; what lies behind `start` is then worth nothing */
export type RowWriter = (into: Buffer, start: number, values: readonly CopyValue[]) => number;

/**
 * Makes the writer of a table's rows in COPY's binary format, which spares PostgreSQL half the work of its text format.
 * Dates and moments are ISO texts, a moment with its zone; other objects and lists become JSON in a column of text or
 * jsonb, whose texts must be JSON already.
 * @param types of the columns as SQL names them; lengths in brackets are PostgreSQL's to check
 * @throws Error for a type nobody wrote so far; the writer throws RangeError or TypeError for a value its column cannot hold
 */
export function copyRowWriter(types: readonly string[]): RowWriter {
  const writers = types.map((type) => {
    const writer = WRITERS[type.replace(/\(.*\)$/, "")];
    if (!writer) throw new Error(`COPY has no writer for the type '${type}'`);
    return writer;
  });
  return (into, start, values) => {
    if (start + 2 > into.length) return NO_ROOM;
    into[start] = writers.length >> 8;
    into[start + 1] = writers.length;
    let at = start + 2;
    for (let column = 0; column < writers.length; column++) {
      const value = values[column];
      const from = at + LENGTH_BYTES;
      if (from > into.length) return NO_ROOM;
      if (value === null || value === undefined) {
        putInt32(into, at, -1);
        at = from;
        continue;
      }
      const end = (writers[column] as Writer)(into, from, value);
      if (end < 0) return NO_ROOM;
      putInt32(into, at, end - from);
      at = end;
    }
    return at;
  };
}
