import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { markMaker } from "#server/submissions/respondent-marks.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { type GivenAnswer, putAnswer } from "#tests/put-answer.ts";
import { PLAIN, straight } from "#tests/straight-answers.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { interferenceReports } from "./interference-reports.ts";
import { projectGrades } from "./project-grades.ts";
import { queueCounts, reviewQueue } from "./review-queue.ts";
import { decideVoid, judgeResponse, proposeVoid, undoVerdict, withdrawVoid } from "./review-responses.ts";
import { judgeSeveral } from "./review-several.ts";
import { scoreEffect } from "./score-effect.ts";
import { screenResponses } from "./screen-responses.ts";

const database = await testDatabase();
let record: OpenRecord;
let field: WaveInField;
const ids = new Map<string, string>();

const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
const code = (project: string, n: number) => `${project}-${String(n).padStart(6, "0")}`;
/** Homes in the stable phase: every fourth. */
const stable = (n: number) => 4 * n;

async function put(home: string, given: Omit<GivenAnswer, "key">): Promise<void> {
  ids.set(home, await putAnswer(record.db, { key: field.keys.get(home) ?? "", ...given }));
}

async function stateOf(home: string): Promise<{ quality: string; marks: string[]; outcome: string }> {
  const [row] = await rows<{ quality: string; marks: string[]; outcome: string }>(
    `select r.quality, r.quality_reasons as marks, m.disposition as outcome
     from response r join frame_member m using (respondent_key) where r.id = $1`,
    [ids.get(home)],
  );
  if (!row) throw new Error(home);
  return row;
}

const at = (day: number, minute: number) =>
  new Date(Date.UTC(2025, 10, day, 2, 0) + minute * 60_000).toISOString();

beforeAll(async () => {
  record = openRecord(database.url);
  field = await waveInField(record.db, 240);
  // sixty ordinary answers in one project: between three and eight minutes each
  for (let n = 1; n <= 60; n++)
    await put(code("OAK", stable(n)), {
      answers: { ...PLAIN, Y01: 1 + (n % 5), Y45: `第 ${n} 户的意见` },
      at: at(6 + (n % 10), 7 * n),
      seconds: 180 + 5 * n,
      network: randomBytes(16),
    });
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("ordinary answers are left as they are", async () => {
  const report = await screenResponses(record.db, field.by, field.waveId);
  expect(report).toEqual({ answers: 60, newFlags: {}, newlyIsolated: 0 });
});

test("haste and one mark throughout are marked, and only both together stop the counting", async () => {
  await put(code("ELM", stable(1)), { answers: PLAIN, at: at(7, 1), seconds: 100 });
  await put(code("ELM", stable(2)), { answers: straight(5), at: at(8, 2), seconds: 300 });
  await put(code("ELM", stable(3)), { answers: straight(3), at: at(9, 3), seconds: 30 });
  const report = await screenResponses(record.db, field.by, field.waveId);
  expect(report).toMatchObject({ newFlags: { SPEEDER: 2, STRAIGHTLINE: 2 }, newlyIsolated: 1 });
  expect(await stateOf(code("ELM", stable(1)))).toEqual({
    quality: "flagged",
    marks: ["SPEEDER"],
    outcome: "I",
  });
  expect(await stateOf(code("ELM", stable(2)))).toEqual({
    quality: "flagged",
    marks: ["STRAIGHTLINE"],
    outcome: "I",
  });
  expect(await stateOf(code("ELM", stable(3)))).toEqual({
    quality: "excluded",
    marks: ["SPEEDER", "STRAIGHTLINE"],
    outcome: "O",
  });
  expect(await screenResponses(record.db, field.by, field.waveId)).toMatchObject({
    newFlags: {},
    newlyIsolated: 0,
  });
});

test("one hand answering for many is seen by device, phone, words, network and hour", async () => {
  const device = randomBytes(16);
  const office = markMaker()(field.waveId, undefined, "203.0.113.9").network ?? Buffer.alloc(0);
  await rows(
    `insert into setting (key, version, value) values ('quality.staff_networks', 1, '["203.0.113.9", "2001:db8:9:9::1"]')`,
  );
  const owner = (home: string) =>
    `(select owner_id from vault.respondent where respondent_key = '${field.keys.get(home)}')`;
  for (let n = 1; n <= 3; n++) {
    const home = code("ASH", stable(n));
    await put(home, {
      answers: { ...PLAIN, Y45: n === 2 ? "物业很好，　非常满意！！" : "物业很好非常满意" },
      at: at(10, 60 * n),
      device,
      network: n === 1 ? office : randomBytes(16),
    });
    await rows(
      `insert into vault.phone (owner_id, position, sealed, hash) values (${owner(home)}, 1, 'x', sha256('one number'))`,
    );
  }
  await rows(
    "insert into attempt (respondent_key, at, mode, disposition, actor) values ($1, $2, 'visit', 'locked', 'someone')",
    [field.keys.get(code("ASH", stable(2))), at(10, 100)],
  );
  const { newFlags } = await screenResponses(record.db, field.by, field.waveId);
  expect(newFlags).toEqual({
    SAME_DEVICE: 3,
    SAME_PHONE: 3,
    SAME_TEXT: 3,
    STAFF_NETWORK: 1,
    AFTER_CONTACT: 1,
  });
  expect((await stateOf(code("ASH", stable(2)))).marks).toEqual([
    "AFTER_CONTACT",
    "SAME_DEVICE",
    "SAME_PHONE",
    "SAME_TEXT",
  ]);
});

test("a burst of best marks does not count until somebody has looked, and its project is not appraised", async () => {
  const network = randomBytes(16);
  for (let n = 11; n <= 34; n++)
    await put(code("ASH", stable(n)), { answers: straight(5), at: at(12, 3 * n), seconds: 150 + n, network });
  const report = await screenResponses(record.db, field.by, field.waveId);
  expect(report.newFlags).toMatchObject({ COACHED_BURST: 24 });
  expect(report.newlyIsolated).toBe(24);
  const grades = await rows<{ code: string; grade: string | null }>(
    "select u.code, q.grade from project_quality q join org_unit u on u.id = q.project_id where wave_id = $1 order by u.code",
    [field.waveId],
  );
  expect(grades).toEqual([
    { code: "ASH", grade: "C" },
    { code: "ELM", grade: null },
    { code: "OAK", grade: "A" },
  ]);
});

test("the score is told with and without, from the record itself", async () => {
  const effect = await scoreEffect(record.db, field.by, field.waveId, OWNER_SATISFACTION);
  const whole = effect.find(({ group }) => Object.keys(group).length === 0);
  expect([whole?.counted.n, whole?.unmarked.n, whole?.received.n]).toEqual([65, 60, 90]);
  expect(whole?.received.value).toBeGreaterThan((whole?.counted.value ?? 0) + 5);
  const oak = effect.find(({ group }) => group.project === String(field.homes.projects.oak));
  expect(oak?.counted.value).toBeCloseTo(oak?.received.value ?? 0, 12);
  for (const { counted, unmarked, received } of effect)
    for (const { n, value } of [counted, unmarked, received]) {
      if (value !== undefined) expect(n).toBeGreaterThanOrEqual(10);
      if (n !== undefined) expect(n === 0 || n >= 5).toBe(true);
    }
});

test("the queue begins with what does not count, and one person keeps, two void", async () => {
  const { db } = record;
  const { by, second, waveId } = field;
  const queue = await reviewQueue(db, by, { waveId, limit: 100 });
  expect(queue.length).toBe(30);
  expect(queue.findIndex(({ quality }) => quality === "flagged")).toBe(25);
  const page = await reviewQueue(db, by, { waveId, limit: 10, after: queue[9]?.responseId });
  expect(page.map(({ responseId }) => responseId)).toEqual(
    queue.slice(10, 20).map(({ responseId }) => responseId),
  );
  const burst = await reviewQueue(db, by, { waveId, limit: 100, code: "COACHED_BURST" });
  expect(burst.length).toBe(24);
  const [first = "", other = ""] = [burst[0], burst.at(-1)].map((each) => each?.responseId);

  await expect(judgeResponse(db, by, first, "keep", "")).rejects.toMatchObject({ code: "invalid" });
  await judgeResponse(db, by, first, "keep", "电话复核，本人作答");
  const [kept] = await rows("select quality, quality_reasons from response where id = $1", [first]);
  expect(kept).toMatchObject({ quality: "ok" });
  // screened again it stays as it was judged
  expect((await screenResponses(db, by, waveId)).newlyIsolated).toBe(0);
  expect((await reviewQueue(db, by, { waveId, limit: 100 })).length).toBe(29);

  const proposal = await proposeVoid(db, by, other, "业主否认作答");
  await expect(proposeVoid(db, second, other, "同上")).rejects.toMatchObject({ code: "conflict" });
  await expect(decideVoid(db, by, proposal, true)).rejects.toMatchObject({ code: "forbidden" });
  const waiting = await reviewQueue(db, second, { waveId, limit: 100 });
  // what waits for the second person is the first thing that person sees, and pages go on behind it
  expect(waiting[0]).toMatchObject({
    responseId: other,
    proposal: { id: proposal, reason: "业主否认作答", isOwn: false },
  });
  expect(await reviewQueue(db, second, { waveId, limit: 3, after: other })).toEqual(waiting.slice(1, 4));
  expect((await reviewQueue(db, by, { waveId, limit: 1 }))[0]?.responseId).not.toBe(other);
  await decideVoid(db, second, proposal, true);
  const [voided] = await rows(
    "select r.quality, m.disposition from response r join frame_member m using (respondent_key) where r.id = $1",
    [other],
  );
  expect(voided).toEqual({ quality: "void", disposition: "O" });
  await expect(judgeResponse(db, by, other, "keep", "再想想")).rejects.toMatchObject({ code: "conflict" });
  const [all] = await rows<{ n: number }>("select count(*) as n from response where wave_id = $1", [waveId]);
  expect(all?.n).toBe(90);
});

test("a rejected proposal changes nothing", async () => {
  const { db } = record;
  const { by, second, waveId } = field;
  const [isolated] = await reviewQueue(db, by, { waveId, limit: 1 });
  const id = isolated?.responseId ?? "";
  const proposal = await proposeVoid(db, second, id, "疑似代答");
  await decideVoid(db, by, proposal, false);
  const [row] = await rows("select quality from response where id = $1", [id]);
  expect(row).toEqual({ quality: "excluded" });
});

test("a verdict is taken back by whoever gave it, a proposal by whoever made it, and the counts follow", async () => {
  const { db } = record;
  const { by, second, waveId } = field;
  const before = await queueCounts(db, by, waveId);
  const [isolated] = await reviewQueue(db, by, { waveId, limit: 1, code: "COACHED_BURST" });
  const id = isolated?.responseId ?? "";
  await expect(undoVerdict(db, by, id)).rejects.toMatchObject({ code: "conflict" });
  await judgeResponse(db, by, id, "keep", "电话复核，本人作答");
  expect(await queueCounts(db, by, waveId)).toMatchObject({
    waiting: before.waiting - 1,
    isolated: before.isolated - 1,
  });
  await expect(undoVerdict(db, second, id)).rejects.toMatchObject({ code: "conflict" });
  await undoVerdict(db, by, id);
  expect(await queueCounts(db, by, waveId)).toEqual(before);
  const [back] = await rows(
    "select r.quality, m.disposition from response r join frame_member m using (respondent_key) where r.id = $1",
    [id],
  );
  expect(back).toEqual({ quality: "excluded", disposition: "O" });
  await expect(undoVerdict(db, by, id)).rejects.toMatchObject({ code: "conflict" });
  // a verdict that was taken back protects nothing from the next screening
  expect((await screenResponses(db, by, waveId)).newlyIsolated).toBe(0);

  const proposal = await proposeVoid(db, by, id, "业主否认作答");
  expect((await queueCounts(db, by, waveId)).proposed).toBe(before.proposed + 1);
  await expect(withdrawVoid(db, second, proposal)).rejects.toMatchObject({ code: "forbidden" });
  await withdrawVoid(db, by, proposal);
  expect(await queueCounts(db, by, waveId)).toEqual(before);
});

test("several answers are judged by one reason, each by itself; voiding them still takes somebody else", async () => {
  const { db } = record;
  const { by, second, waveId } = field;
  const queue = await reviewQueue(db, by, { waveId, limit: 100, code: "COACHED_BURST" });
  const [one = "", two = "", three = ""] = queue
    .filter(({ proposal }) => proposal === undefined)
    .map(({ responseId }) => responseId);
  const proposed = await judgeSeveral(db, by, [one, two, two], "void", "业主否认作答");
  expect(proposed).toEqual({ done: [one, two], refused: 0 });
  const counted = () =>
    rows<{ quality: string }>("select quality from response where id = any($1)", [[one, two]]);
  expect(await counted()).toEqual([{ quality: "excluded" }, { quality: "excluded" }]);
  // what waits for somebody already is left alone and said
  expect(await judgeSeveral(db, second, [two, three], "void", "同上")).toEqual({ done: [three], refused: 1 });
  const reviews = await reviewQueue(db, second, { waveId, limit: 100 });
  for (const id of [one, two]) {
    const { proposal } = reviews.find(({ responseId }) => responseId === id) ?? {};
    await decideVoid(db, second, proposal?.id ?? 0, true);
  }
  expect(await counted()).toEqual([{ quality: "void" }, { quality: "void" }]);
});

test("reports of interference go to headquarters with a day and masked words, grades to whom they concern", async () => {
  const { db } = record;
  const { by, homes, waveId, keys } = field;
  await rows("insert into interference_report (respondent_key, raw, masked) values ($1, $2, $3)", [
    keys.get(code("ASH", stable(1))),
    "管家 13812345678 让我打满分",
    "管家 [电话] 让我打满分",
  ]);
  const reports = await interferenceReports(db, by, waveId);
  expect(reports).toMatchObject([{ project: "ASH", words: "管家 [电话] 让我打满分" }]);
  expect(reports[0]?.on).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(JSON.stringify(reports)).not.toContain(keys.get(code("ASH", stable(1))));
  const lead = await scopeOf(db, "project_lead", homes.projects.oak);
  expect(await projectGrades(db, lead, waveId)).toEqual({ [homes.projects.oak]: "A" });
  const head = await scopeOf(db, "hq_head", homes.group, { id: "all" });
  expect(await projectGrades(db, head, waveId)).toMatchObject({ [homes.projects.ash]: "C" });
});
