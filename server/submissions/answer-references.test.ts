import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { fieldWave } from "#tests/field-wave.ts";
import { putAnswer } from "#tests/put-answer.ts";

let database: TestDatabase;
let record: OpenRecord;
const homes: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  record = openRecord(database.url, { max: 2 });
  await fieldWave(record.db, { owners: 12, today: "2026-11-22" });
  const members = await record.db.selectFrom("frame_member").select("respondent_key").execute();
  homes.push(...members.map(({ respondent_key }) => respondent_key));
});

afterAll(async () => {
  await record.close();
  await database.drop();
});

const home = () => homes.pop() ?? "";
const answered = (key: string) =>
  putAnswer(record.db, { key, answers: STABLE_ANSWERS, at: "2026-11-22T04:00:00Z" });

async function count(relation: string, column: string, value: string): Promise<number> {
  const text = `select count(*)::int as n from ${relation} where ${column} = $1`;
  const { rows } = await record.pool.query<{ n: number }>(text, [value]);
  return rows[0]?.n ?? Number.NaN;
}

/** Another answer beside an answer of a household. */
function beside(id: string, quality: string, key?: string): Promise<unknown> {
  return record.pool.query(
    `insert into response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes,
                           body_hash, complete, submitted_at, quality)
     select $2, coalesce($4::uuid, respondent_key), wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes,
            body_hash, complete, submitted_at, $3 from response where id = $1`,
    [id, randomUUID(), quality, key ?? null],
  );
}

test("an answer of a home that is in no wave is refused", async () => {
  const id = await answered(home());
  await expect(beside(id, "excluded", randomUUID())).rejects.toThrow("another wave or project than its home");
});

test("of a household's answers one counts, and as many as there are do not", async () => {
  const key = home();
  const id = await answered(key);
  await beside(id, "excluded");
  await beside(id, "void");
  await beside(id, "excluded");
  await expect(beside(id, "flagged")).rejects.toThrow("response_once");
  expect(await count("response", "respondent_key", key)).toBe(4);
});

test("words of no answer are refused", async () => {
  const text = "insert into open_answer (response_id, item, raw, masked) values ($1, 'Y42', 'x', 'x')";
  await expect(record.pool.query(text, [randomUUID()])).rejects.toThrow("an answer that does not exist");
});

test("a home takes its answers along, and these their words", async () => {
  const key = home();
  const id = await answered(key);
  expect(await count("open_answer", "response_id", id)).toBeGreaterThan(0);
  await record.pool.query("delete from frame_member where respondent_key = $1", [key]);
  expect(await count("response", "respondent_key", key)).toBe(0);
  expect(await count("open_answer", "response_id", id)).toBe(0);
  expect(await count("deletion", "key", id)).toBe(1);
});

test("whoever takes a home away waits for the answer that is just being kept, and takes it along", async () => {
  const key = home();
  const id = await answered(home());
  const [writer, remover] = await Promise.all([record.pool.connect(), record.pool.connect()]);
  try {
    await writer.query("begin");
    await writer.query(
      `insert into response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes,
                             body_hash, complete, submitted_at)
       select $2, $3, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes, body_hash, complete,
              submitted_at from response where id = $1`,
      [id, randomUUID(), key],
    );
    let gone = false;
    const removal = remover.query("delete from frame_member where respondent_key = $1", [key]).then(() => {
      gone = true;
    });
    await writer.query("select pg_sleep(0.2)");
    expect(gone).toBe(false);
    await writer.query("commit");
    await removal;
  } finally {
    writer.release();
    remover.release();
  }
  expect(await count("response", "respondent_key", key)).toBe(0);
});

test("an answer whose home is being taken away is refused once it is gone", async () => {
  const key = home();
  const id = await answered(home());
  const [writer, remover] = await Promise.all([record.pool.connect(), record.pool.connect()]);
  try {
    await remover.query("begin");
    await remover.query("delete from frame_member where respondent_key = $1", [key]);
    const writing = writer.query(
      `insert into response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes,
                             body_hash, complete, submitted_at)
       select $2, $3, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes, body_hash, complete,
              submitted_at from response where id = $1`,
      [id, randomUUID(), key],
    );
    writing.catch(() => undefined);
    await remover.query("select pg_sleep(0.2)");
    await remover.query("commit");
    await expect(writing).rejects.toThrow("another wave or project than its home");
  } finally {
    writer.release();
    remover.release();
  }
});

test("keys that others refer to do not change", async () => {
  const key = home();
  const id = await answered(key);
  const change = (text: string, given: string) => record.pool.query(text, [given, randomUUID()]);
  await expect(change("update response set id = $2 where id = $1", id)).rejects.toThrow("does not change");
  await expect(
    change("update frame_member set respondent_key = $2 where respondent_key = $1", key),
  ).rejects.toThrow("does not change");
  await expect(change("update open_answer set response_id = $2 where response_id = $1", id)).rejects.toThrow(
    "does not change",
  );
});
