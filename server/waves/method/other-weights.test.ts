import { afterAll, beforeAll, expect, test } from "vitest";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { testDatabase } from "#tests/database.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { otherWeights } from "./other-weights.ts";

const database = await testDatabase();
let record: OpenRecord;
let analysis: Analysis;
let field: WaveInField;

/** Whether a home is high-rise: every other one is, and every fourth is in the stable phase. */
const highRise = (n: number) => n % 8 === 0;

beforeAll(async () => {
  record = openRecord(database.url);
  const { db } = record;
  await ensureShippedDefinitions(db);
  field = await waveInField(db, 160);
  // stable homes have even numbers, which are all of one kind: make every other one high-rise
  await statementsOf(db)(
    "update frame_member m set product_type = case when h.room::int % 8 = 0 then '高层' else '洋房' end from vault.respondent r join home h on h.id = r.home_id where r.respondent_key = m.respondent_key",
  );
  // three of four who answered live in high-rises, and they are the less content
  for (const project of ["OAK", "ELM"])
    for (let n = 4; n <= 160; n += 4)
      if (highRise(n) || n % 24 === 4)
        await putAnswer(db, {
          key: field.keys.get(`${project}-${String(n).padStart(6, "0")}`) ?? "",
          answers: { ...STABLE_ANSWERS, Y01: highRise(n) ? 1 + (n % 3) : 5 },
          at: "2025-11-10T10:00:00+08:00",
          seconds: 240,
        });
  analysis = await openAnalysis({ record });
  await analysis.load();
});
afterAll(async () => {
  await analysis.close();
  await record.close();
  await database.drop();
});

const ask = (by: ("product_type" | "batch")[]) =>
  otherWeights({ db: record.db, analysis }, field.by, { id: field.waveId, by });

test("weighs the kind of home that answered too much down, and says what that does to the index", async () => {
  const view = await ask(["product_type"]);
  expect(view.obstacle).toBeNull();
  const rows = new Map(view.rows.map((row) => [row.value, row]));
  const [high, low] = [rows.get("高层"), rows.get("洋房")];
  expect(high?.n).toBe(40);
  expect(high?.ofWeighted).toBeGreaterThan(high?.ofOwners ?? 1);
  expect((high?.ofOwners ?? 0) + (low?.ofOwners ?? 0)).toBeCloseTo(1, 12);
  const [index] = view.shifts;
  if (!index?.difference) throw new Error("the index is not shown");
  expect(index.node.id).toBe("TOTAL");
  // villas marked the highest step, and there are more of them than answered
  expect(index.difference.value).toBeGreaterThan(0);
  expect((index.raked.value ?? 0) - (index.now.value ?? 0)).toBeCloseTo(index.difference.value, 9);
  expect(index.difference.low).toBeLessThan(index.difference.value);
  expect(view.effective?.raked).toBeLessThan(view.effective?.now ?? 0);
  expect(view.passport).toMatchObject({ filters: { margins: "product_type" }, inference: "finite" });
});

test("changes nothing by a characteristic all homes share", async () => {
  const view = await ask(["batch"]);
  expect(view.rows.map(({ value }) => value)).toEqual(["一批"]);
  expect(view.shifts[0]?.difference?.value).toBeCloseTo(0, 9);
});

test("names a kind of home nobody answered for", async () => {
  await statementsOf(record.db)("update frame_member set product_type = '别墅' where respondent_key = $1", [
    field.keys.get("OAK-000012"),
  ]);
  await analysis.load();
  const view = await ask(["product_type"]);
  expect(view.obstacle).toEqual({ kind: "empty-cell", by: "product_type", value: "别墅" });
  expect(view.shifts).toEqual([]);
  expect(view.rows.find(({ value }) => value === "别墅")).toMatchObject({ n: null, ofWeighted: null });
});
