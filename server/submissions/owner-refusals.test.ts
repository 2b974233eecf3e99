import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type FieldWaveFixture, fieldWave } from "#tests/field-wave.ts";
import { type PublicDoor, publicDoor } from "#tests/public-door.ts";

let database: TestDatabase;
let door: PublicDoor;
let wave: FieldWaveFixture;
let used = 0;
/** Milliseconds gone by since the day of the tests began. */
let later = 0;

beforeAll(async () => {
  database = await testDatabase();
  door = await publicDoor(database.url, () => Date.parse("2026-11-22T04:00:00Z") + later);
  wave = await fieldWave(door.record.db, { owners: 10, today: "2026-11-22" });
});

afterAll(async () => {
  await door.close();
  await database.drop();
});

function freshToken(): string {
  return wave.tokens[used++] ?? "";
}

async function press(token: string, fields: Record<string, string>): Promise<string> {
  const reply = await fetch(`${door.url}/s/${token}`, { method: "POST", body: new URLSearchParams(fields) });
  return reply.text();
}

async function keyOf(token: string): Promise<string> {
  const { rows } = await door.record.pool.query<{ respondent_key: string }>(
    "select respondent_key from invitation where token_hash = sha256($1::bytea)",
    [Buffer.from(token)],
  );
  return rows[0]?.respondent_key ?? "";
}

async function outcome(token: string) {
  const { rows } = await door.record.pool.query(
    `select m.disposition, array(select a.disposition from attempt a where a.respondent_key = m.respondent_key order by a.id) as attempts
     from frame_member m where respondent_key = $1`,
    [await keyOf(token)],
  );
  return rows[0];
}

test("a refusal is an outcome, and the link still takes an answer", async () => {
  const token = freshToken();
  expect(await press(token, { go: "decline" })).toContain("这次不打扰您");
  expect(await outcome(token)).toEqual({ disposition: "R", attempts: ["refused"] });
  const reply = await fetch(`${door.url}/s/${token}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ submissionId: randomUUID(), answers: STABLE_ANSWERS, complete: true }),
  });
  expect(reply.status).toBe(200);
  expect((await outcome(token)).disposition).toBe("I");
  await press(token, { go: "decline" });
  expect((await outcome(token)).disposition).toBe("I");
});

test("opting out marks the person behind the key, once confirmed, and is logged without naming them", async () => {
  const token = freshToken();
  const { rows } = await door.record.pool.query(
    `with h as (insert into home (code, project_id, building, room) values ('H1', $1, '1', '101') returning id),
          o as (insert into vault.owner default values returning id)
     insert into vault.respondent (respondent_key, wave_id, home_id, owner_id) select $2, $3, h.id, o.id from h, o returning owner_id`,
    [wave.projectId, await keyOf(token), wave.waveId],
  );
  const asked = await (await fetch(`${door.url}/s/${token}?at=optout`)).text();
  expect(asked).toContain("以后都不要发给您？");
  expect(await press(token, { go: "optout" })).toContain("以后不再发");
  expect(await outcome(token)).toEqual({ disposition: "R", attempts: ["do_not_contact"] });
  const owner = await door.record.pool.query("select opted_out_at from vault.owner where id = $1", [
    rows[0].owner_id,
  ]);
  expect(owner.rows[0].opted_out_at).toBeInstanceOf(Date);
  const audit = await door.record.pool.query("select action, actor_id, subject, detail from audit_log");
  expect(audit.rows).toEqual([
    { action: "owner.opted-out", actor_id: null, subject: `wave:${wave.waveId}`, detail: {} },
  ]);
});

test("a report of interference is kept masked beside its words, a few from one household", async () => {
  const token = freshToken();
  for (let times = 0; times < 7; times++) {
    expect(
      await press(token, { go: "report", words: `管家打电话 12000010356 让我改成满意 ${times}` }),
    ).toContain("收到了");
  }
  await press(token, { go: "report", words: "   " });
  const { rows } = await door.record.pool.query("select raw, masked from interference_report order by id");
  expect(rows).toHaveLength(5);
  expect(rows[0].raw).toContain("12000010356");
  expect(rows[0].masked).not.toContain("12000010356");
});

test("other methods and other kinds of body are turned away", async () => {
  const url = `${door.url}/s/${freshToken()}`;
  expect((await fetch(url, { method: "PUT" })).status).toBe(405);
  expect((await fetch(url, { method: "DELETE" })).status).toBe(405);
  expect((await fetch(url, { method: "POST", body: new FormData() })).status).toBe(400);
  expect(
    (await fetch(url, { method: "POST", body: "<x/>", headers: { "Content-Type": "text/xml" } })).status,
  ).toBe(400);
});

test("whoever asks to be deleted is told by when, once, in each language and after the close too", async () => {
  const token = freshToken();
  const read = async (query: string) => (await fetch(`${door.url}/s/${token}?${query}`)).text();
  expect(await read("at=erase")).toContain("我们在 15 个工作日内办完");
  expect(await read("at=erase&lang=en")).toContain("within 15 working days");
  expect(await read("")).toContain('href="?at=erase"');
  // the wave's day is Sunday, 22 November: fifteen working days end on Friday, 11 December
  const first = await press(token, { go: "erase" });
  expect(first).toContain("最迟 12 月 11 日办完");
  const number = /SC-\d{6}/.exec(first)?.[0] ?? "none";
  expect(await press(token, { go: "erase" })).toContain(number);
  expect(await read("at=erase&lang=zh-TW")).toContain(number);
  const { rows } = await door.record.pool.query(
    "select channel, asked_by, due_on, respondent_key from vault.erasure_request",
  );
  expect(rows).toEqual([
    { channel: "link", asked_by: null, due_on: "2026-12-11", respondent_key: await keyOf(token) },
  ]);
  expect(await read("at=welcome")).toContain("调查结束 24 个月后自动销毁对应关系");
  const notice = await (await fetch(`${door.url}/privacy?lang=en`)).text();
  expect(notice).toContain("24 months after a survey");
  expect(notice).toContain("done within 15 working days");
});

test("what the page promises is what the settings say", async () => {
  const { pool } = door.record;
  await pool.query(
    "insert into setting (key, version, value, reason) values ('retention.links_months', 1, '12', 'shorter'), ('privacy.erasure_days', 1, '10', 'sooner')",
  );
  const token = freshToken();
  const page = async (path: string) => (await fetch(`${door.url}${path}`)).text();
  later += 2_000;
  expect(await page(`/s/${token}`)).toContain("调查结束 12 个月后");
  expect(await page(`/s/${token}?at=erase&lang=zh-TW`)).toContain("10 個工作天內辦完");
  expect(await page("/privacy?lang=zh-TW")).toContain("12 個月後");
});
