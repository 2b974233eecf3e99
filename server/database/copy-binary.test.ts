import fc from "fast-check";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { COPY_HEADER, COPY_TRAILER, type CopyValue, copyRowWriter, NO_ROOM } from "./copy-binary.ts";

const COLUMNS = {
  words: "text",
  yes: "boolean",
  small: "smallint",
  whole: "int",
  long: "bigint",
  bytes: "bytea",
  day: "date",
  moment: "timestamptz",
  price: "numeric(14,2)",
  tree: "jsonb",
} as const;
const writeRow = copyRowWriter(Object.values(COLUMNS));

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("set timezone = 'UTC'");
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name} ${type}`);
  await client.query(`create temp table kept (${columns.join(", ")})`);
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
});

/** The rows as PostgreSQL received them, written as text. */
async function received(rows: readonly (readonly CopyValue[])[]): Promise<readonly unknown[][]> {
  await client.query("truncate kept");
  const stream = client.query(copyFrom("copy kept from stdin (format binary)"));
  const into = Buffer.alloc(1 << 16);
  const done = new Promise((resolve, reject) => stream.on("finish", resolve).on("error", reject));
  stream.write(COPY_HEADER);
  for (const row of rows) stream.write(Buffer.from(into.subarray(0, writeRow(into, 0, row))));
  stream.end(COPY_TRAILER);
  await done;
  const names = Object.keys(COLUMNS).map((name) => `${name}::text`);
  const { rows: kept } = await client.query({
    text: `select ${names.join(", ")} from kept`,
    rowMode: "array",
  });
  return kept;
}

const decimal = fc
  .tuple(fc.bigInt({ min: -999_999_999_999n, max: 999_999_999_999n }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, "0")}`);
const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());

describe("copyRowWriter", () => {
  it("writes rows that PostgreSQL reads as they were meant", async () => {
    const row = fc.record({
      words: fc.string({
        unit: fc.constantFrom("a", "\\", "\t", "\n", "满", "😀", '"', "\u0001"),
        maxLength: 120,
      }),
      yes: fc.boolean(),
      small: fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 }),
      whole: fc.integer(),
      long: fc.maxSafeInteger(),
      bytes: fc.uint8Array({ maxLength: 60 }),
      day: day.map((text) => text.slice(0, 10)),
      moment: day,
      price: decimal,
      tree: fc.array(fc.constantFrom("满意", '"', "\\", "a\n")),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
        const meant = rows.map((each) => [
          ...[each.words, String(each.yes), String(each.small), String(each.whole), String(each.long)],
          `\\x${Buffer.from(each.bytes).toString("hex")}`,
          each.day,
          `${each.moment.replace("T", " ").replace(/\.?0*Z$/, "")}+00`,
          each.price.replace(/^-0\.00$/, "0.00"),
          JSON.stringify(each.tree).replaceAll('","', '", "'),
        ]);
        expect(await received(rows.map((each) => Object.values(each)))).toEqual(meant);
      }),
      { numRuns: 40 },
    );
  });

  it("keeps nothing, the empty text and documents apart, and takes numbers written as text", async () => {
    const nothing = Object.keys(COLUMNS).map(() => null);
    const [empty, other, words] = await received([
      nothing,
      [
        "",
        undefined,
        "7",
        "-12",
        "90071992547",
        ...[undefined, undefined],
        "2025-12-01T08:00:30+08:00",
        12,
        "[1]",
      ],
      [{ a: ["x\ny"] }, ...nothing.slice(1)],
    ]);
    expect(empty).toEqual(nothing);
    expect(other).toEqual([
      "",
      null,
      "7",
      "-12",
      "90071992547",
      null,
      null,
      "2025-12-01 00:00:30+00",
      "12.00",
      "[1]",
    ]);
    expect(words?.[0]).toBe('{"a":["x\\ny"]}');
  });

  it("writes decimals however JavaScript spells them", async () => {
    const price = (value: CopyValue) => [
      ...Object.keys(COLUMNS)
        .slice(0, 8)
        .map(() => null),
      value,
      null,
    ];
    const rows = await received([98.30000000000001, 1e-7, -1.5e-9, "-0.07", 123_456_789.5].map(price));
    expect(rows.map((row) => row[8])).toEqual(["98.30", "0.00", "0.00", "-0.07", "123456789.50"]);
    await expect(received([price(1e21)])).rejects.toThrow(/numeric field overflow/);
  });

  it("refuses what a column cannot hold, in place of another number", () => {
    const into = Buffer.alloc(64);
    const put = (type: string, value: CopyValue) => () => copyRowWriter([type])(into, 0, [value]);
    expect(put("smallint", 40_000)).toThrow(/40000.*whole number/);
    expect(put("int", 2 ** 31)).toThrow(RangeError);
    expect(put("int", 1.5)).toThrow(RangeError);
    expect(put("int", "")).toThrow(RangeError);
    expect(put("date", "2025-13-01")).toThrow(/not a moment/);
    expect(put("numeric(10,2)", "1e5")).toThrow(/not a decimal/);
    expect(put("bytea", "x")).toThrow(TypeError);
    expect(() => copyRowWriter(["point"])).toThrow(/no writer/);
  });

  it("says when a row has no room, wherever it ends", () => {
    const row = [
      "满意abc",
      true,
      1,
      2,
      3,
      Buffer.from([7]),
      "2025-01-31",
      "2025-01-31T00:00:00Z",
      "10000.5",
      { a: 1 },
    ];
    const whole = Buffer.alloc(400);
    const end = writeRow(whole, 0, row);
    for (let size = 0; size < end; size++)
      expect(writeRow(Buffer.alloc(size), 0, row), `${size}`).toBe(NO_ROOM);
    const later = Buffer.alloc(400, "#");
    expect(later.subarray(5, writeRow(later, 5, row))).toEqual(whole.subarray(0, end));
    expect(later.toString("latin1", 0, 5)).toBe("#####");
  });
});
