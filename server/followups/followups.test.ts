import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { type FieldAgent, fieldAgent } from "#server/fieldwork/field-agent.ts";
import { changeConsent } from "#server/submissions/refusals.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { revealForFollowup } from "#server/vault/reveal-for-followup.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { handleFollowup } from "./handle-followup.ts";
import { listFollowups } from "./list-followups.ts";

const database = await testDatabase();
const seal = identitySeal((purpose) => createHash("sha256").update(purpose).digest());
const MORNING = new Date("2025-11-20T10:00:00+08:00");
const NIGHT = new Date("2025-11-20T22:30:00+08:00");

let record: OpenRecord;
let field: WaveInField;
let agent: FieldAgent;
let yes: string;
let no: string;

const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
const waiting = () => listFollowups(record.db, agent, { handled: false }, MORNING);
const reveal = (responseId: string, now = MORNING) =>
  revealForFollowup(record.db, agent, { responseId, reason: "call" }, now, seal);

beforeAll(async () => {
  record = openRecord(database.url);
  const { db } = record;
  field = await waveInField(db, 4);
  agent = fieldAgent(await scopeOf(db, "callback_agent", field.homes.group));
  const put = (code: string, at: string) =>
    putAnswer(db, {
      key: field.keys.get(code) ?? "",
      answers: { ...STABLE_ANSWERS, Y01: 2, Y45: "门锁修了三次" },
      at,
    });
  yes = await put("OAK-000001", "2025-11-19T04:00:00Z");
  no = await put("OAK-000002", "2025-11-19T05:00:00Z");
  const old = await put("OAK-000003", "2025-08-01T05:00:00Z");
  for (const id of [yes, old]) await changeConsent(record, id, true);
  await rows("update open_answer set raw = '门锁修了三次，电话 12011112222' where item = 'Y45'");
  await rows(
    "update vault.owner set name_sealed = $2, opted_out_at = now() where id = (select owner_id from vault.respondent where respondent_key = $1)",
    [field.keys.get("OAK-000001"), seal.seal("欧阳新雅")],
  );
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("the list holds who said yes lately, with what it is about and nobody's name", async () => {
  const list = await waiting();
  expect(list.map(({ responseId }) => responseId)).toEqual([yes]);
  const [row] = list;
  expect(row?.about.find(({ item }) => item === "Y01")).toMatchObject({
    isLow: true,
    answer: { zh: "不满意" },
  });
  expect(row?.about.find(({ item }) => item === "Y45")?.answer.zh).toBe("门锁修了三次");
  expect(JSON.stringify(list)).not.toMatch(/欧阳|12011112222|OAK-/);
});

test("nobody who is rated, and nobody at night, opens the owner; each look is logged with its reason", async () => {
  const { db } = record;
  for (const unit of [field.homes.regions.east, field.homes.projects.oak]) {
    const scope = await scopeOf(db, "callback_agent", unit);
    expect(() => fieldAgent(scope)).toThrow(/never by those it rates/);
  }
  await expect(reveal(yes, NIGHT)).rejects.toMatchObject({ code: "conflict" });
  await expect(reveal(no)).rejects.toMatchObject({ code: "not_found" });
  expect(await rows("select from audit_log where action = 'identity.viewed'")).toEqual([]);
  const person = await reveal(yes);
  // wanting no surveys is another matter than wanting a call about this
  expect(person).toMatchObject({ name: "欧阳新雅", homeCode: "OAK-000001", left: 149 });
  expect(person.said.find(({ item }) => item === "Y45")?.answer.zh).toContain("12011112222");
  expect(person.said.some(({ item }) => item === "Y46")).toBe(false);
  expect(await rows("select subject, detail from audit_log where action = 'identity.viewed'")).toEqual([
    { subject: `answer:${yes}`, detail: { purpose: "followup", reason: "call" } },
  ]);
});

test("what was handled leaves the list, and comes back when that is taken back", async () => {
  const { db } = record;
  await expect(
    handleFollowup(db, agent, { responseId: no, outcome: "settled" }, MORNING),
  ).rejects.toMatchObject({
    code: "not_found",
  });
  await handleFollowup(db, agent, { responseId: yes, outcome: "settled" }, MORNING);
  expect(await waiting()).toEqual([]);
  expect(await listFollowups(db, agent, { handled: true }, MORNING)).toMatchObject([
    { responseId: yes, outcome: "settled", handledBy: agent.userId },
  ]);
  await handleFollowup(db, agent, { responseId: yes }, MORNING);
  expect((await waiting()).map(({ responseId }) => responseId)).toEqual([yes]);
});

test("a consent that is taken back takes the answer off every list at once, on either side", async () => {
  const { db } = record;
  await changeConsent(record, yes, false);
  expect(await waiting()).toEqual([]);
  await expect(reveal(yes)).rejects.toMatchObject({ code: "not_found" });
  await expect(
    handleFollowup(db, agent, { responseId: yes, outcome: "settled" }, MORNING),
  ).rejects.toMatchObject({
    code: "not_found",
  });
  await changeConsent(record, yes, true);
  await handleFollowup(db, agent, { responseId: yes, outcome: "not-wanted" }, MORNING);
  expect(await rows("select consent_followup from response where id = $1", [yes])).toEqual([
    { consent_followup: false },
  ]);
  expect(await listFollowups(db, agent, { handled: true }, MORNING)).toEqual([]);
});
