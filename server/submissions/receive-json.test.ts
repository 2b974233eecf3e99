import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type FieldWaveFixture, fieldWave } from "#tests/field-wave.ts";
import { type PublicDoor, publicDoor } from "#tests/public-door.ts";

const NOW = Date.parse("2026-11-22T04:00:00Z");

let database: TestDatabase;
let door: PublicDoor;
let wave: FieldWaveFixture;
let used = 0;

beforeAll(async () => {
  database = await testDatabase();
  door = await publicDoor(database.url, () => NOW);
  wave = await fieldWave(door.record.db, { owners: 60, today: "2026-11-22" });
});

afterAll(async () => {
  await door.close();
  await database.drop();
});

function freshToken(): string {
  return wave.tokens[used++] ?? "";
}

function send(token: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${door.url}/s/${token}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

function submission(answers: unknown = STABLE_ANSWERS, submissionId: string = randomUUID()) {
  return { submissionId, answers, complete: true };
}

async function storedFor(token: string) {
  const { rows } = await door.record.pool.query(
    `select r.*, m.disposition,
            (select count(*)::int from response_conflict c where c.respondent_key = r.respondent_key) as conflicts,
            (select count(*)::int from response_draft d where d.respondent_key = r.respondent_key) as drafts
     from response r join frame_member m using (respondent_key) join invitation i using (respondent_key)
     where i.token_hash = sha256($1::bytea) order by r.submitted_at, r.id`,
    [Buffer.from(token)],
  );
  return rows;
}

test("an answer is kept with its codes, words, consent and outcome before the receipt is shown", async () => {
  const token = freshToken();
  const reply = await send(token, submission({ ...STABLE_ANSWERS, Y46: "yes" }), {
    Cookie: "device=abcdefghijklmnop",
  });
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({
    status: "stored",
    receipt: expect.stringMatching(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/),
  });
  const [row] = await storedFor(token);
  expect(row).toMatchObject({
    phase: "S",
    mode: "web",
    complete: true,
    consent_followup: true,
    quality: "ok",
    disposition: "I",
    drafts: 0,
    choices: { Y05: ["P2", "M1"], Y21: ["leak", "door_window"], Y44: ["D4", "P3"] },
  });
  expect(row.codes[0]).toBe(4);
  expect(row.device_hash).toHaveLength(16);
  expect(row.network_hash).toHaveLength(16);
  const words = await door.record.pool.query(
    "select item, raw from open_answer where response_id = $1 order by item",
    [row.id],
  );
  expect(words.rows).toEqual([
    { item: "Y18_why", raw: "北阳台窗边下雨会渗水" },
    { item: "Y45", raw: "希望车库灯亮一点" },
  ]);
});

test("an identical re-send gets the same receipt with 202, whatever the order of its keys", async () => {
  const token = freshToken();
  const body = submission();
  const first = (await (await send(token, body)).json()) as { receipt: string };
  const reversed = Object.fromEntries(Object.entries(STABLE_ANSWERS).toReversed());
  for (const again of [body, { ...body, answers: reversed }, submission(reversed)]) {
    const reply = await send(token, again);
    expect(reply.status).toBe(202);
    expect(await reply.json()).toMatchObject({ status: "identical", receipt: first.receipt });
  }
  expect(await storedFor(token)).toHaveLength(1);
});

test("a different answer is a conflict: the first counts and is flagged, the second is kept", async () => {
  const token = freshToken();
  const body = submission();
  await send(token, body);
  const other = await send(token, { ...body, answers: { ...STABLE_ANSWERS, Y01: 1 } });
  expect(other.status).toBe(409);
  expect(JSON.stringify(await other.json())).not.toContain("receipt");
  const [row, ...more] = await storedFor(token);
  expect(more).toEqual([]);
  expect(row).toMatchObject({ quality: "flagged", quality_reasons: ["second-answer"], conflicts: 1 });
  expect(row.codes[0]).toBe(4);
});

test("a submission id that belongs to another household neither overwrites nor reveals its answer", async () => {
  const [mine, theirs] = [freshToken(), freshToken()];
  const body = submission();
  await send(theirs, body);
  const reply = await send(mine, body);
  expect(reply.status).toBe(409);
  expect(await storedFor(mine)).toEqual([]);
  expect((await storedFor(theirs))[0]).toMatchObject({ quality: "ok", conflicts: 0 });
});

test("32 parallel submissions of one body store one answer and show one receipt", async () => {
  const token = freshToken();
  const replies = await Promise.all(Array.from({ length: 32 }, () => send(token, submission())));
  const statuses = replies.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([200, ...Array.from({ length: 31 }, () => 202)]);
  const receipts = await Promise.all(replies.map((reply) => reply.json() as Promise<{ receipt: string }>));
  expect(new Set(receipts.map(({ receipt }) => receipt)).size).toBe(1);
  expect(await storedFor(token)).toHaveLength(1);
});

test("32 parallel submissions of different bodies store one answer and flag it", async () => {
  const token = freshToken();
  const replies = await Promise.all(
    Array.from({ length: 32 }, (_, index) =>
      send(token, submission({ ...STABLE_ANSWERS, Y45: `第 ${index} 次` })),
    ),
  );
  const statuses = replies.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([200, ...Array.from({ length: 31 }, () => 409)]);
  const rows = await storedFor(token);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ quality: "flagged", quality_reasons: ["second-answer"], conflicts: 20 });
});

test("a break-off is kept, does not count, and gives way to a full answer later", async () => {
  const token = freshToken();
  const brief = submission({ Y45: "没有时间" });
  expect((await send(token, brief)).status).toBe(200);
  expect((await send(token, brief)).status).toBe(202);
  expect((await storedFor(token))[0]).toMatchObject({
    quality: "excluded",
    quality_reasons: ["break-off"],
    disposition: "R",
  });
  expect((await send(token, submission())).status).toBe(200);
  expect((await storedFor(token)).map(({ quality }) => quality).toSorted()).toEqual(["excluded", "ok"]);
  expect((await storedFor(token))[0].disposition).toBe("I");
});

test("an answer with half the items is partial", async () => {
  const token = freshToken();
  const half = Object.fromEntries(Object.entries(STABLE_ANSWERS).slice(0, 14));
  expect((await send(token, submission(half))).status).toBe(200);
  expect((await storedFor(token))[0]).toMatchObject({ complete: false, quality: "ok", disposition: "P" });
});

test("a draft is saved, replaced, and gone with the submission, which takes its beginning from it", async () => {
  const token = freshToken();
  const draft = { submissionId: randomUUID(), answers: { Y01: 3 }, complete: false };
  expect((await send(token, draft)).status).toBe(200);
  expect((await send(token, { ...draft, answers: { Y01: 2, Y03: 4 } })).status).toBe(200);
  const { rows } = await door.record.pool.query(
    "select d.answers from response_draft d join invitation i using (respondent_key) where i.token_hash = sha256($1::bytea)",
    [Buffer.from(token)],
  );
  expect(rows).toEqual([{ answers: { Y01: 2, Y03: 4 } }]);
  await send(token, submission());
  const [row] = await storedFor(token);
  expect(row.drafts).toBe(0);
  expect(row.started_at).toBeInstanceOf(Date);
  expect((await send(token, draft)).status).toBe(409);
});

test("answers off the scale, unknown items and foreign envelopes are refused with their names", async () => {
  const token = freshToken();
  const off = await send(token, submission({ Y01: 9, Y05: ["nothing-like-it"], Z99: 1 }));
  expect(off.status).toBe(422);
  const { problems } = (await off.json()) as { problems: { item: string; zh: string }[] };
  expect(problems.map(({ item }) => item).toSorted()).toEqual(["Y01", "Y05", "Z99"]);
  for (const body of [
    "not json",
    "[]",
    "null",
    { submissionId: "1", answers: {}, complete: true },
    { submissionId: randomUUID(), answers: {} },
    { ...submission(), quality: "ok" },
    { ...submission(), respondent_key: randomUUID() },
    submission([1, 2]),
    submission("x"),
  ]) {
    expect((await send(token, body)).status).toBe(422);
  }
  expect(await storedFor(token)).toEqual([]);
});

test("answers to questions this owner is not asked are dropped", async () => {
  const token = freshToken();
  await send(token, submission({ ...STABLE_ANSWERS, Y06: 1, Y12: 1 }));
  const [row] = await storedFor(token);
  const { rows } = await door.record.pool.query("select definition from questionnaire");
  expect(rows).toHaveLength(1);
  expect([...row.codes].filter((code) => code === 1)).toHaveLength(1);
});
