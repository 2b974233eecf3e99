import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { fieldAgent } from "#server/fieldwork/field-agent.ts";
import { wishCall } from "#server/fieldwork/wish-call.ts";
import { takeCase } from "#server/fieldwork/worklist.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { identitySeal } from "./identity-seal.ts";
import { maskedForCall } from "./reveal-for-call.ts";

const database = await testDatabase();
const seal = identitySeal((purpose) => createHash("sha256").update(purpose).digest());
const MORNING = new Date("2025-11-20T10:00:00+08:00");
let record: OpenRecord;
let field: WaveInField;

beforeAll(async () => {
  record = openRecord(database.url);
  field = await waveInField(record.db, 4);
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("who wants no surveys stays closed, unless they asked to be called after all", async () => {
  const { db } = record;
  const agent = fieldAgent(await scopeOf(db, "callback_agent", field.homes.group));
  const asked = field.keys.get("OAK-000001") ?? "";
  await statementsOf(db)(
    "update vault.owner set name_sealed = $2, opted_out_at = now() where id = (select owner_id from vault.respondent where respondent_key = $1)",
    [asked, seal.seal("欧阳新雅")],
  );
  await takeCase(db, agent, asked, MORNING);
  const named = async () => (await maskedForCall(db, agent, asked, MORNING, seal)).name;
  expect(await named()).toBeUndefined();
  await wishCall(db, asked);
  expect(await named()).toBe("欧***");
});
