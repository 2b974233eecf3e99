import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { holidayCautions } from "./holiday-cautions.ts";
import { readWaveSettings } from "./settings.ts";
import { wavePage } from "./wave-page.ts";

const database = await testDatabase();
let record: OpenRecord;
let field: WaveInField;

beforeAll(async () => {
  record = openRecord(database.url);
  field = await waveInField(record.db, 6);
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("a field in a year of which no holiday is entered is cautioned until it is over", async () => {
  const settings = await readWaveSettings(record.db);
  const span = { state: "field", opensOn: "2026-11-20", closesOn: "2027-01-10" } as const;
  expect(holidayCautions(span, settings).map(({ item }) => item)).toEqual(["2027"]);
  expect(holidayCautions({ ...span, closesOn: "2026-12-20" }, settings)).toEqual([]);
  expect(holidayCautions({ ...span, state: "published" }, settings)).toEqual([]);
});

test("who runs the wave is told on its page, the others are not, and an entered holiday ends it", async () => {
  const { db } = record;
  const head = await scopeOf(db, "hq_head", field.homes.group, { id: "another head" });
  const lead = await scopeOf(db, "project_lead", field.homes.projects.oak);
  expect((await wavePage(db, head, field.waveId)).cautions).toMatchObject([
    { code: "holidays-missing", item: "2025" },
  ]);
  expect((await wavePage(db, lead, field.waveId)).cautions).toEqual([]);
  await statementsOf(db)(
    `insert into setting (key, version, value) values ('contact.holidays', 1, '["2025-10-01", "2026-10-01"]')`,
  );
  expect((await wavePage(db, head, field.waveId)).cautions).toEqual([]);
});
