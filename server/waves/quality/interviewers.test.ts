import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { PLAIN, straight } from "#tests/straight-answers.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { waveManager } from "../wave-manager.ts";
import { interviewersView } from "./interviewers-view.ts";
import { reviewQueue } from "./review-queue.ts";
import { judgeResponse } from "./review-responses.ts";
import { screenResponses } from "./screen-responses.ts";

const database = await testDatabase();
let record: OpenRecord;
let field: WaveInField;
const ids = new Map<string, string>();

const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
/** A home in the stable phase: every fourth. */
const key = (project: string, n: number) =>
  field.keys.get(`${project}-${String(4 * n).padStart(6, "0")}`) ?? "";
/** Clock of a November day in Shanghai. */
const at = (day: number, hour: number, minute = 0) =>
  new Date(Date.UTC(2025, 10, day, hour - 8, minute)).toISOString();

/** An interview with the call it came from and, unless nobody was looked up, the look before. */
async function interview(
  project: string,
  n: number,
  given: { who: string; when: string; seconds?: number; best?: boolean; looked?: boolean },
): Promise<void> {
  const { who, when, seconds = 600, best = false, looked = true } = given;
  const respondent = key(project, n);
  const answers = best ? straight(5) : { ...PLAIN, Y01: 1 + (n % 5) };
  const id = await putAnswer(record.db, {
    key: respondent,
    answers,
    at: when,
    mode: "phone",
    interviewer: who,
    seconds,
  });
  ids.set(`${project} ${n}`, id);
  await rows(
    "insert into attempt (respondent_key, at, mode, disposition, actor) values ($1, $2, 'phone', 'completed', $3)",
    [respondent, when, who],
  );
  if (looked)
    await rows(
      `insert into audit_log (at, actor_id, action, subject, detail)
       values ($1::timestamptz - interval '15 minutes', $2, 'identity.viewed', $3, '{"purpose": "interview", "reason": "call"}')`,
      [when, who, `wave:${field.waveId}`],
    );
}

beforeAll(async () => {
  record = openRecord(database.url);
  field = await waveInField(record.db, 240);
  await rows(
    `insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     values ('careful', '细心', 'careful@x.example', true, now(), now()), ('hasty', '匆忙', 'hasty@x.example', true, now(), now())`,
  );
  // one takes his time on four days; the other has thirty interviews of four minutes in two hours, most of them perfect
  for (let n = 1; n <= 40; n++)
    await interview("OAK", n, {
      who: "careful",
      when: at(6 + (n % 4), 14 + (n % 5), 15 + n),
      best: n % 20 === 0,
    });
  for (let n = 1; n <= 30; n++)
    await interview("ELM", n, {
      who: "hasty",
      when: at(10, 15, 4 * n),
      seconds: 230,
      best: n % 3 !== 0,
      looked: n % 2 === 0,
    });
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("nothing is said of interviewers before the wave was screened", async () => {
  expect(await interviewersView(record.db, field.by, field.waveId)).toMatchObject({
    screenedAt: null,
    rows: [],
  });
});

test("each interviewer is held against the others, and marked beyond the limits in force", async () => {
  await screenResponses(record.db, field.by, field.waveId);
  const view = await interviewersView(record.db, field.by, field.waveId);
  expect(view.screenedAt).not.toBeNull();
  expect(view.rows).toMatchObject([
    {
      interviewer: "careful",
      name: "细心",
      mode: "phone",
      interviews: 40,
      allBest: 2,
      contacts: 40,
      unseen: 0,
      marks: [],
    },
    {
      interviewer: "hasty",
      name: "匆忙",
      interviews: 30,
      allBest: 20,
      busiestHour: 15,
      contacts: 30,
      unseen: 15,
      marks: ["allBest", "manyAnHour", "short", "unseen"],
    },
  ]);
  expect(view.rows[0]?.usualAllBest).toBeCloseTo(22 / 70, 12);
  expect(view.rows[1]?.pace).toBeCloseTo(230 / 600, 12);
  await rows(
    `insert into setting (key, version, value) values ('quality.calls_an_hour', 1, '15'), ('quality.interviewer_odd_share', 1, '0.5')`,
  );
  const later = await interviewersView(record.db, field.by, field.waveId);
  expect(later.rows[1]?.marks).toEqual(["allBest", "short"]);
});

test("those who are rated are told nothing of interviewers", async () => {
  const lead = await scopeOf(record.db, "project_lead", field.homes.projects.elm);
  expect(() => waveManager(lead)).toThrow(expect.objectContaining({ code: "forbidden" }));
});

test("the queue of one interviewer holds all he asked that nobody has judged", async () => {
  const { db } = record;
  const { by, waveId } = field;
  const queue = await reviewQueue(db, by, { waveId, interviewer: "hasty", limit: 100 });
  expect(queue.length).toBe(30);
  expect(new Set(queue.map(({ interviewer }) => interviewer))).toEqual(new Set(["匆忙"]));
  // what bears a mark comes first, pages go on where they ended
  const marked = queue.filter(({ quality }) => quality !== "ok").length;
  expect(marked).toBeGreaterThan(0);
  expect(queue.slice(0, marked).every(({ quality }) => quality !== "ok")).toBe(true);
  const after = queue[9]?.responseId ?? "";
  const page = await reviewQueue(db, by, { waveId, interviewer: "hasty", limit: 5, after });
  expect(page).toEqual(queue.slice(10, 15));
  const plain = queue.at(-1)?.responseId ?? "";
  await judgeResponse(db, by, plain, "flag", "电话复核，对不上");
  expect((await reviewQueue(db, by, { waveId, interviewer: "hasty", limit: 100 })).length).toBe(29);
  const elsewhere = await reviewQueue(db, by, { waveId, limit: 100 });
  expect(elsewhere.some(({ quality }) => quality === "ok")).toBe(false);
});

test("an interview begun out of hours is marked unless its time was agreed, an owner's own answer never", async () => {
  const { db } = record;
  const { by, waveId } = field;
  await rows(`insert into setting (key, version, value) values ('contact.holidays', 1, '["2025-11-12"]')`);
  await interview("ASH", 1, { who: "careful", when: at(11, 21, 40) });
  await interview("ASH", 2, { who: "careful", when: at(11, 21, 41) });
  await interview("ASH", 3, { who: "careful", when: at(12, 15) });
  // begun at five to eight in the evening
  await interview("ASH", 4, { who: "careful", when: at(13, 20, 5) });
  await rows(
    "insert into appointment (respondent_key, mode, due_at, wished_by, state) values ($1, 'phone', $2, 'owner', 'kept')",
    [key("ASH", 2), at(11, 21, 30)],
  );
  const night = await putAnswer(db, { key: key("ASH", 5), answers: PLAIN, at: at(11, 23), seconds: 300 });
  await putAnswer(db, { key: key("ASH", 6), answers: PLAIN, at: at(11, 15), seconds: 30 });
  await putAnswer(db, { key: key("ASH", 7), answers: PLAIN, at: at(11, 22), seconds: 30 });
  const { newFlags } = await screenResponses(db, by, waveId);
  expect(newFlags.OUT_OF_HOURS).toBe(2);
  const found = await rows<{ response_id: string; detail: unknown }>(
    "select response_id, detail from response_flag where code = 'OUT_OF_HOURS' order by detail ->> 'clock'",
  );
  expect(found).toEqual([
    { response_id: ids.get("ASH 3"), detail: { clock: "14:50", holiday: true } },
    { response_id: ids.get("ASH 1"), detail: { clock: "21:30", holiday: false } },
  ]);
  const [alone] = await rows("select quality, quality_reasons from response where id = $1", [night]);
  expect(alone).toEqual({ quality: "ok", quality_reasons: [] });
  const queue = await reviewQueue(db, by, { waveId, projectId: field.homes.projects.ash, limit: 100 });
  expect(
    queue
      .filter(({ mode }) => mode === "web")
      .map(({ atOddHour }) => atOddHour)
      .toSorted(),
  ).toEqual([false, true]);
  const view = await interviewersView(db, by, waveId);
  expect(view.rows.find(({ interviewer }) => interviewer === "careful")).toMatchObject({
    interviews: 44,
    outOfHours: 2,
    marks: [],
  });
});
