import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import {
  bigintArray,
  booleanArray,
  byteaArray,
  intArray,
  textArray,
  timestampArray,
  uuidArray,
} from "./binary-array.ts";
import { type OpenRecord, openRecord } from "./connection.ts";

let database: TestDatabase;
let record: OpenRecord;

beforeAll(async () => {
  database = await testDatabase();
  record = openRecord(database.url, { max: 1 });
});

afterAll(async () => {
  await record.close();
  await database.drop();
});

/** What PostgreSQL takes an array for: its elements as it writes them itself. */
async function received(type: string, array: Buffer): Promise<readonly (string | null)[]> {
  const { rows } = await record.pool.query<{ value: string | null }>(
    `select value::text from unnest($1::${type}[]) with ordinality as t (value, place) order by place`,
    [array],
  );
  return rows.map(({ value }) => value);
}

/** PostgreSQL keeps no NUL in a text, and no half of a surrogate pair. */
const words = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0") && text.isWellFormed());

const CASES = [
  { type: "uuid", array: uuidArray, value: fc.uuid(), said: (value: string) => value },
  { type: "text", array: textArray, value: words, said: (value: string) => value },
  { type: "int", array: intArray, value: fc.integer(), said: String },
  { type: "bigint", array: bigintArray, value: fc.maxSafeInteger(), said: String },
  { type: "boolean", array: booleanArray, value: fc.boolean(), said: String },
  {
    type: "bytea",
    array: byteaArray,
    value: fc.uint8Array(),
    said: (value: Uint8Array) => `\\x${Buffer.from(value).toString("hex")}`,
  },
] as const;

test.each(CASES)(
  "PostgreSQL receives an array of $type as it was given",
  async ({ type, array, value, said }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(value as fc.Arbitrary<never>), { maxLength: 40 }),
        async (values) => {
          expect(await received(type, (array as (given: typeof values) => Buffer)(values))).toEqual(
            values.map((each) => (each === null ? null : (said as (each: never) => string)(each))),
          );
        },
      ),
      { numRuns: 60 },
    );
  },
);

test("moments arrive to the millisecond, before and after 2000", async () => {
  const moments = [new Date("1969-12-31T23:59:59.999Z"), new Date("2026-11-27T04:05:06.789Z"), null];
  const { rows } = await record.pool.query("select unnest($1::timestamptz[]) as at", [
    timestampArray(moments),
  ]);
  expect(rows.map(({ at }) => at)).toEqual(moments);
});

test("what is no UUID is refused before it is sent", () => {
  expect(() => uuidArray(["7f3e"])).toThrow("is not a UUID");
});
