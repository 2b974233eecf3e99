import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { testDatabase } from "#tests/database.ts";
import { ownedHomes, SOUND_DRAFT, scopeOf } from "#tests/owned-homes.ts";
import { createWave, waveDraft } from "./draft-wave.ts";
import { moveLastDay } from "./open-field.ts";
import { readWave } from "./wave-facts.ts";
import { type WaveManager, waveManager } from "./wave-manager.ts";

const database = await testDatabase();
let record: OpenRecord;
let by: WaveManager;

beforeAll(async () => {
  record = openRecord(database.url);
  const homes = await ownedHomes(record.db, 4);
  by = waveManager(await scopeOf(record.db, "hq_analyst", homes.group));
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("the last day moves only in the field, with a reason, and never into the past", async () => {
  const { db } = record;
  const id = await createWave(db, by, waveDraft.parse({ ...SOUND_DRAFT, year: 2041 }));
  await expect(moveLastDay(db, by, id, "2041-12-31", "延长", "2041-12-01")).rejects.toMatchObject({
    code: "conflict",
  });
  await db
    .updateTable("wave")
    .set({ state: "field", opens_on: "2041-11-05", closes_on: "2041-12-15" })
    .where("id", "=", id)
    .execute();
  await expect(moveLastDay(db, by, id, "2041-12-31", " ", "2041-12-01")).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(moveLastDay(db, by, id, "2041-11-30", "缩短", "2041-12-01")).rejects.toMatchObject({
    code: "invalid",
  });
  await moveLastDay(db, by, id, "2041-12-31", "雪灾，延长两周", "2041-12-01");
  expect((await readWave(db, id)).closesOn).toBe("2041-12-31");
});
