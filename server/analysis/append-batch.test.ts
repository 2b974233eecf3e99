import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { batchAppender } from "./append-batch.ts";
import { type Column, columnDefinitions, emptyBatch } from "./columns.ts";
import { appending } from "./write.ts";

const COLUMNS: readonly Column[] = [
  { name: "number", kind: "integer" },
  { name: "short", kind: "text" },
  { name: "any", kind: "text" },
];

let instance: DuckDBInstance;
beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:");
});
afterAll(() => instance.closeSync());

const text = fc.option(
  fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }).filter((each) => !each.includes("\0")),
    fc.constantFrom("", "高层", "联排别墅", "带院联排别墅", "123456789012", "1234567890123"),
  ),
);

test("texts of any length, and nothing, come out of the analysis as they went in", async () => {
  const row = fc.tuple(fc.nat(), text, text);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 300 }), async (rows) => {
      const connection = await instance.connect();
      await connection.run(`create or replace temp table given (${columnDefinitions(COLUMNS)})`);
      const batch = emptyBatch(COLUMNS);
      const [numbers, short, any] = batch.values;
      if (numbers?.kind !== "integer" || short?.kind !== "text" || any?.kind !== "text") throw new Error();
      for (const [at, [number, one, other]] of rows.entries()) {
        numbers.numbers[at] = number;
        short.texts[at] = one;
        any.texts[at] = other;
      }
      batch.count = rows.length;
      await appending(
        connection,
        "given",
        async (appender) => batchAppender(appender, COLUMNS)(batch),
        "temp",
      );
      const back = await connection.runAndReadAll('select number, short, "any" from given order by rowid');
      expect(back.getRowsJS()).toEqual(rows);
      // equal texts are equal for the database too
      const kinds = await connection.runAndReadAll("select count(distinct short) from given");
      const different = new Set(rows.flatMap(([, one]) => (one === null ? [] : [one])));
      expect(Number(kinds.getRowsJS()[0]?.[0])).toBe(different.size);
      connection.closeSync();
    }),
    { numRuns: 60, seed: 20_261_127 },
  );
});
