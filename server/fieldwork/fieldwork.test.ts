import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { waveFinder } from "#server/submissions/field-waves.ts";
import { submissionDesk } from "#server/submissions/submission-desk.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { maskedForCall, revealForCall } from "#server/vault/reveal-for-call.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { type FieldAgent, fieldAgent } from "./field-agent.ts";
import { fieldCase } from "./field-case.ts";
import { wavesForAgent } from "./field-waves-for-agents.ts";
import { type ContactReport, contactReport, recordContact } from "./record-contact.ts";
import { type InterviewDesk, interviewReport, submitInterview } from "./submit-interview.ts";
import { wishCall } from "./wish-call.ts";
import { takeCase, worklist } from "./worklist.ts";

const database = await testDatabase();
const seal = identitySeal((purpose) => createHash("sha256").update(purpose).digest());
const at = (text: string) => new Date(`${text}+08:00`);
const NOON = at("2025-11-20T10:00:00");
let record: OpenRecord;
let field: WaveInField;
let agent: FieldAgent;
let colleague: FieldAgent;
let desk: InterviewDesk;

const key = (code: string) => field.keys.get(code) ?? "";
const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
const contact = (code: string, over: Partial<ContactReport>, now = NOON) =>
  recordContact(
    record.db,
    agent,
    contactReport.parse({ respondentKey: key(code), mode: "phone", outcome: "no_answer", ...over }),
    now,
  );

beforeAll(async () => {
  record = openRecord(database.url);
  field = await waveInField(record.db, 8);
  agent = fieldAgent(await scopeOf(record.db, "callback_agent", field.homes.group));
  colleague = fieldAgent(await scopeOf(record.db, "callback_agent", field.homes.group, { id: "colleague" }));
  desk = {
    db: record.db,
    submissions: submissionDesk(record),
    findWave: waveFinder(record),
    now: () => NOON,
  };
});
afterAll(async () => {
  await desk.submissions.drained();
  await record.close();
  await database.drop();
});

test("the year-end survey is asked by nobody who is rated by it", async () => {
  const { homes } = field;
  const at = async (unit: number) => fieldAgent(await scopeOf(record.db, "callback_agent", unit));
  await expect(at(homes.projects.oak)).rejects.toMatchObject({ code: "forbidden" });
  await expect(at(homes.regions.east)).rejects.toMatchObject({ code: "forbidden" });
  await expect(scopeOf(record.db, "project_lead", homes.projects.oak).then(fieldAgent)).rejects.toMatchObject(
    {
      code: "forbidden",
    },
  );
});

test("contacts end in their outcome, and the last word of the owner is obeyed", async () => {
  await contact("OAK-000001", {});
  expect((await fieldCase(record.db, agent, key("OAK-000001"))).contacts).toMatchObject([
    { mode: "phone", disposition: "no_answer" },
  ]);
  await contact("OAK-000001", { outcome: "refused" });
  await expect(contact("OAK-000001", {})).rejects.toMatchObject({ code: "conflict" });
  await contact("OAK-000002", { outcome: "do_not_contact" });
  await contact("OAK-000003", { mode: "visit", outcome: "vacant" });
  const found = await rows(
    `select h.code, m.phase, m.disposition, o.opted_out_at is not null as opted_out
     from frame_member m join vault.respondent r using (respondent_key) join home h on h.id = r.home_id
     join vault.owner o on o.id = r.owner_id where m.wave_id = $1 and m.disposition is not null order by h.code`,
    [field.waveId],
  );
  expect(found).toEqual([
    { code: "OAK-000001", phase: "O", disposition: "R", opted_out: false },
    { code: "OAK-000002", phase: "R", disposition: "R", opted_out: true },
    // nobody lives in a home that is not handed over
    { code: "OAK-000003", phase: "P", disposition: "NC", opted_out: false },
  ]);
});

test("outcomes that cannot be are refused at the door", () => {
  const parsed = (over: object) =>
    contactReport.safeParse({ respondentKey: randomUUID(), mode: "phone", outcome: "no_answer", ...over })
      .success;
  expect(parsed({})).toBe(true);
  expect(parsed({ outcome: "completed" })).toBe(false);
  expect(parsed({ outcome: "left_out" })).toBe(false);
  expect(parsed({ outcome: "locked" })).toBe(false);
  expect(parsed({ outcome: "appointment" })).toBe(false);
  expect(parsed({ appointmentAt: "2025-11-21T10:00:00+08:00" })).toBe(false);
  expect(parsed({ disposition: "I" })).toBe(false);
});

test("a home is contacted three times, and once more only where it was agreed", async () => {
  for (let n = 0; n < 3; n++) await contact("OAK-000004", {});
  await expect(contact("OAK-000004", {})).rejects.toMatchObject({ code: "conflict" });
  for (let n = 0; n < 2; n++) await contact("OAK-000005", {});
  const appointment = { outcome: "appointment", appointmentAt: at("2025-11-21T14:30:00") } as const;
  await expect(
    contact("OAK-000005", { ...appointment, appointmentAt: at("2025-11-21T13:00:00") }),
  ).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(
    contact("OAK-000005", { ...appointment, appointmentAt: at("2025-11-19T10:00:00") }),
  ).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(
    contact("OAK-000005", { ...appointment, appointmentAt: at("2025-12-16T10:00:00") }),
  ).rejects.toMatchObject({
    code: "invalid",
  });
  await contact("OAK-000005", appointment);
  expect((await fieldCase(record.db, agent, key("OAK-000005"))).appointment).toEqual({
    mode: "phone",
    dueAt: "2025-11-21T06:30:00.000Z",
  });
  await contact("OAK-000005", {}, at("2025-11-21T14:31:00"));
  await expect(contact("OAK-000005", {}, at("2025-11-21T15:00:00"))).rejects.toMatchObject({
    code: "conflict",
  });
});

test("an interview is kept like an owner's own answer, with mode, interviewer and duration", async () => {
  const report = interviewReport.parse({
    submissionId: randomUUID(),
    respondentKey: key("ELM-000004"),
    mode: "phone",
    startedAt: "2025-11-20T09:52:00+08:00",
    answers: { ...STABLE_ANSWERS, Y45: "电话 13812345678 找我" },
  });
  const wrong = await submitInterview(desk, agent, { ...report, answers: { Y01: 9 } });
  expect(!wrong.ok && wrong.problems.map(({ code, item }) => [code, item])).toEqual([["off-scale", "Y01"]]);
  const first = await submitInterview(desk, agent, report);
  expect(first).toMatchObject({ ok: true, kind: "stored" });
  // the reply was lost: sent again it is known, and written down once
  expect(await submitInterview(desk, agent, report)).toEqual({ ...first, kind: "identical" });
  const [kept] = await rows(
    `select r.mode, r.interviewer, r.duration_s, r.network_hash, r.complete, m.disposition, o.masked,
            (select array_agg(a.disposition) from attempt a where a.respondent_key = r.respondent_key) as contacts
     from response r join frame_member m using (respondent_key) join open_answer o on o.response_id = r.id and o.item = 'Y45'
     where r.id = $1`,
    [report.submissionId],
  );
  expect(kept).toMatchObject({
    mode: "phone",
    interviewer: agent.userId,
    duration_s: 480,
    network_hash: null,
    complete: true,
    disposition: "I",
    contacts: ["completed"],
  });
  expect(JSON.stringify(kept)).not.toContain("13812345678");
  await expect(
    submitInterview(desk, colleague, {
      ...report,
      submissionId: randomUUID(),
      answers: { ...STABLE_ANSWERS, Y01: 1 },
    }),
  ).rejects.toMatchObject({ code: "conflict" });
  const conflicts = await rows("select kept_id from response_conflict where respondent_key = $1", [
    key("ELM-000004"),
  ]);
  expect(conflicts).toEqual([{ kept_id: report.submissionId }]);
});

test("an interview handed in after the close is kept apart, and one that was in time is known again", async () => {
  const stored = { submissionId: randomUUID(), respondentKey: key("OAK-000008") };
  const late = { submissionId: randomUUID(), respondentKey: key("ELM-000008") };
  const report = (whose: typeof late) =>
    interviewReport.parse({
      ...whose,
      mode: "visit",
      startedAt: "2025-11-20T09:52:00+08:00",
      endedAt: NOON,
      answers: STABLE_ANSWERS,
    });
  const first = await submitInterview(desk, agent, report(stored));
  const find = desk.findWave;
  const closed = { ...desk, findWave: async (id: number) => ({ ...(await find(id)), state: "closed" }) };
  expect(await submitInterview(closed, agent, report(late))).toEqual({ ok: true, kind: "late" });
  // the reply was lost
  expect(await submitInterview(closed, agent, report(late))).toEqual({ ok: true, kind: "late" });
  expect(await submitInterview(closed, agent, report(stored))).toEqual({ ...first, kind: "identical" });
  const kept = await rows(
    `select l.respondent_key, l.mode, l.answers ->> 'Y01' as y01, r.id as counted from late_answer l
     left join response r using (respondent_key) where l.wave_id = $1`,
    [field.waveId],
  );
  expect(kept).toEqual([{ respondent_key: late.respondentKey, mode: "visit", y01: "4", counted: null }]);
  await expect(
    submitInterview(closed, agent, { ...report(late), answers: { Y01: 9 } }),
  ).rejects.toMatchObject({ code: "gone" });
});

test("an interview outside the sample or before the wave's days is not taken", async () => {
  const report = interviewReport.parse({
    submissionId: randomUUID(),
    respondentKey: key("ELM-000008"),
    mode: "visit",
    startedAt: NOON,
    answers: STABLE_ANSWERS,
  });
  await expect(
    submitInterview({ ...desk, now: () => at("2025-11-04T10:00:00") }, agent, report),
  ).rejects.toMatchObject({ code: "gone" });
  await expect(
    submitInterview(desk, agent, { ...report, respondentKey: randomUUID() }),
  ).rejects.toMatchObject({
    code: "not_found",
  });
  await rows("update frame_member set sampled = false where respondent_key = $1", [key("ELM-000008")]);
  await expect(submitInterview(desk, agent, report)).rejects.toMatchObject({ code: "not_found" });
});

test("the list begins with who expects a call, spares who had one lately, and gives nobody to two interviewers", async () => {
  const { db } = record;
  await wishCall(db, key("ASH-000001"));
  await wishCall(db, key("ASH-000001"));
  const query = { waveId: field.waveId, limit: 50, projectIds: [field.homes.projects.ash] };
  await contact("ASH-000002", {});
  await takeCase(db, colleague, key("ASH-000003"), NOON);
  const list = await worklist(db, agent, query, NOON);
  expect(list[0]).toMatchObject({ respondentKey: key("ASH-000001"), dueAt: null, contacts: 0 });
  const listed = new Set(list.map(({ respondentKey }) => respondentKey));
  expect(list.length).toBe(6);
  expect(listed.has(key("ASH-000002"))).toBe(false);
  expect(listed.has(key("ASH-000003"))).toBe(false);
  await expect(takeCase(db, agent, key("ASH-000003"), NOON)).rejects.toMatchObject({ code: "conflict" });
  await takeCase(db, agent, key("ASH-000003"), at("2025-11-20T11:00:00"));
  const nextDay = await worklist(db, agent, query, at("2025-11-21T10:00:00"));
  expect(nextDay.at(-1)).toMatchObject({ respondentKey: key("ASH-000002"), contacts: 1 });
});

test("name and number are opened for whoever has the case in hand, and every look is logged", async () => {
  const { db } = record;
  await rows(
    `with o as (update vault.owner set name_sealed = $2 where id = (select owner_id from vault.respondent where respondent_key = $1) returning id)
     insert into vault.phone (owner_id, position, sealed, hash) select id, 1, $3, sha256('p') from o`,
    [key("ASH-000005"), seal.seal("欧阳新雅"), seal.seal("12012345678")],
  );
  const look = (who: FieldAgent) =>
    revealForCall(db, who, { respondentKey: key("ASH-000005"), reason: "call" }, NOON, seal);
  await expect(look(agent)).rejects.toMatchObject({ code: "forbidden" });
  await takeCase(db, agent, key("ASH-000005"), NOON);
  await expect(look(colleague)).rejects.toMatchObject({ code: "forbidden" });
  expect(await look(agent)).toEqual({
    homeCode: "ASH-000005",
    name: "欧阳新雅",
    phones: ["12012345678"],
    left: 149,
  });
  expect(await maskedForCall(db, agent, key("ASH-000005"), NOON, seal)).toEqual({
    name: "欧***",
    phones: ["120****5678"],
    left: 149,
  });
  await expect(maskedForCall(db, colleague, key("ASH-000005"), NOON, seal)).rejects.toMatchObject({
    code: "forbidden",
  });
  // late in the evening the number stays closed, unless the owner asked for that time
  const evening = at("2025-11-20T20:45:00");
  await takeCase(db, agent, key("ASH-000005"), evening);
  const lookAt = (now: Date) =>
    revealForCall(db, agent, { respondentKey: key("ASH-000005"), reason: "call" }, now, seal);
  await expect(lookAt(evening)).rejects.toMatchObject({
    code: "conflict",
    details: { reason: "quietHours", hours: "09:00–12:00, 14:00–20:00" },
  });
  const quiet = async (now: Date) => (await wavesForAgent(db, agent, now))[0]?.quietUntil;
  expect([await quiet(NOON), await quiet(evening)]).toEqual([null, "2025-11-21T01:00:00.000Z"]);
  await rows(
    "insert into appointment (respondent_key, mode, due_at, wished_by) values ($1, 'phone', $2, 'owner')",
    [key("ASH-000005"), at("2025-11-20T20:50:00")],
  );
  expect((await lookAt(evening)).phones).toEqual(["12012345678"]);
  await takeCase(db, agent, key("ASH-000005"), at("2025-11-20T22:00:00"));
  await expect(lookAt(at("2025-11-20T22:00:00"))).rejects.toMatchObject({ code: "conflict" });
  const seen = await rows<{ detail: object }>(
    "select actor_id, detail from audit_log where action = 'identity.viewed'",
  );
  const logged = { actor_id: agent.userId, detail: { purpose: "interview", reason: "call" } };
  expect(seen).toEqual([logged, logged]);
});
