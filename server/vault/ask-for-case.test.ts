import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { fieldAgent } from "#server/fieldwork/field-agent.ts";
import { takeCase } from "#server/fieldwork/worklist.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { askErasureForCase } from "./ask-for-case.ts";

const database = await testDatabase();
const NOW = new Date("2025-11-20T10:00:00+08:00");
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

test("the call centre writes a wish down for the owner on the line, and for nobody else", async () => {
  const { db } = record;
  const agent = fieldAgent(await scopeOf(db, "callback_agent", field.homes.group));
  const respondentKey = field.keys.get("ELM-000001") ?? "";
  await expect(askErasureForCase(db, agent, respondentKey, NOW)).rejects.toMatchObject({ code: "forbidden" });
  await takeCase(db, agent, respondentKey, NOW);
  expect(await askErasureForCase(db, agent, respondentKey, NOW)).toEqual({
    number: "SC-000001",
    dueOn: "2025-12-11",
  });
  expect(
    await statementsOf(db)("select channel, asked_by, respondent_key from vault.erasure_request"),
  ).toEqual([{ channel: "phone", asked_by: agent.userId, respondent_key: respondentKey }]);
});
