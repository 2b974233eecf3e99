import pg from "pg";

/** Microseconds from 1970-01-01, where JavaScript counts from, to 2000-01-01, where PostgreSQL does. */
const TO_2000_US = 946_684_800_000_000n;

const HEAD_BYTES = 20;
const NO_VALUE = -1;

/** How values of a type lie in PostgreSQL's binary format. */
type Wire<Value> = {
  /** Number of the type of an element. */
  readonly oid: number;
  /** An upper bound of a value's bytes. */
  readonly room: (value: Value) => number;
  /** Writes a value and returns its bytes. */
  readonly write: (into: Buffer, at: number, value: Value) => number;
};

/**
 * An array of one dimension as PostgreSQL receives it: number of dimensions, whether there are nulls, type, length, lower
 * bound, then each element with its length (array_recv in PostgreSQL's arrayfuncs.c). A parameter given as a Buffer is sent
 * in binary, which spares both sides the quoting and reading of texts.
 */
function arrayOf<Value>({ oid, room, write }: Wire<Value>) {
  return (values: readonly (Value | null)[]): Buffer => {
    let most = HEAD_BYTES + 4 * values.length;
    let hasNull = false;
    for (const value of values) {
      if (value === null) hasNull = true;
      else most += room(value);
    }
    const bytes = Buffer.allocUnsafe(most);
    bytes.writeInt32BE(values.length === 0 ? 0 : 1, 0);
    bytes.writeInt32BE(hasNull ? 1 : 0, 4);
    bytes.writeInt32BE(oid, 8);
    if (values.length === 0) return bytes.subarray(0, 12);
    bytes.writeInt32BE(values.length, 12);
    bytes.writeInt32BE(1, 16);
    let at = HEAD_BYTES;
    for (const value of values) {
      const length = value === null ? NO_VALUE : write(bytes, at + 4, value);
      bytes.writeInt32BE(length, at);
      at += 4 + Math.max(0, length);
    }
    return bytes.subarray(0, at);
  };
}

const { UUID, BYTEA, TEXT, INT4, INT8, BOOL, TIMESTAMPTZ } = pg.types.builtins;

/** UUIDs in their usual spelling. */
export const uuidArray = arrayOf<string>({
  oid: UUID,
  room: () => 16,
  write: (into, at, value) => {
    const written = into.write(value.replaceAll("-", ""), at, 16, "hex");
    if (written !== 16) throw new Error(`'${value}' is not a UUID`);
    return written;
  },
});

export const byteaArray = arrayOf<Uint8Array>({
  oid: BYTEA,
  room: (value) => value.length,
  write: (into, at, value) => {
    into.set(value, at);
    return value.length;
  },
});

export const textArray = arrayOf<string>({
  oid: TEXT,
  // a UTF-16 unit takes three bytes at most
  room: (value) => 3 * value.length,
  write: (into, at, value) => into.write(value, at, "utf8"),
});

/** Whole numbers of 32 bits. */
export const intArray = arrayOf<number>({
  oid: INT4,
  room: () => 4,
  write: (into, at, value) => into.writeInt32BE(value, at) - at,
});

/** Whole numbers a JavaScript number holds exactly. */
export const bigintArray = arrayOf<number>({
  oid: INT8,
  room: () => 8,
  write: (into, at, value) => into.writeBigInt64BE(BigInt(value), at) - at,
});

export const booleanArray = arrayOf<boolean>({
  oid: BOOL,
  room: () => 1,
  write: (into, at, value) => into.writeUInt8(value ? 1 : 0, at) - at,
});

/** Moments, to the millisecond. */
export const timestampArray = arrayOf<Date>({
  oid: TIMESTAMPTZ,
  room: () => 8,
  write: (into, at, value) => into.writeBigInt64BE(BigInt(value.getTime()) * 1000n - TO_2000_US, at) - at,
});
