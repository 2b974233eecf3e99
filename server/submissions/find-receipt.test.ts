import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { testDatabase } from "#tests/database.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { answersOfReceipt } from "./find-receipt.ts";
import { keepReceipts } from "./keep-receipts.ts";
import { receiptNumber } from "./receipt.ts";

const database = await testDatabase();
let record: OpenRecord;
let field: WaveInField;
const ids: string[] = [];

const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
const kept = async () => (await rows<{ n: number }>("select count(*)::int as n from receipt"))[0]?.n;
const put = (home: string) =>
  putAnswer(record.db, {
    key: field.keys.get(home) ?? "",
    answers: STABLE_ANSWERS,
    at: "2025-11-19T05:00:00Z",
  });

beforeAll(async () => {
  record = openRecord(database.url);
  field = await waveInField(record.db, 6);
  for (const home of ["OAK-000001", "OAK-000002", "ELM-000001"]) ids.push(await put(home));
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("every answer is found by the receipt its owner was given, and nothing by another", async () => {
  for (const id of ids) expect(await answersOfReceipt(record.db, receiptNumber(id))).toEqual([id]);
  expect(await answersOfReceipt(record.db, receiptNumber(randomUUID()))).toEqual([]);
  expect(await answersOfReceipt(record.db, "no receipt")).toEqual([]);
  expect(await kept()).toBe(3);
});

test("the search goes by the index", async () => {
  await rows("set enable_seqscan = off");
  const plan = await rows<{ "QUERY PLAN": string }>(
    "explain select response_id as id from receipt where bits = 1::bigint",
  );
  expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("receipt_bits");
  await rows("reset enable_seqscan");
});

test("an answer that was being written while others were gone through is found as soon as it is there", async () => {
  const slow = await record.pool.connect();
  await slow.query("begin");
  await slow.query("select pg_current_xact_id()");
  const early = await put("ASH-000001");
  await keepReceipts(record.db);
  const late = randomUUID();
  await slow.query(
    `insert into response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes, choices,
       body_hash, complete, submitted_at)
     select $1, $2, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes, choices, body_hash, complete, submitted_at
     from response where id = $3`,
    [late, field.keys.get("ASH-000002"), early],
  );
  expect(await answersOfReceipt(record.db, receiptNumber(late))).toEqual([]);
  const later = await put("ASH-000003");
  await keepReceipts(record.db);
  await slow.query("commit");
  slow.release();
  for (const id of [early, late, later])
    expect(await answersOfReceipt(record.db, receiptNumber(id))).toEqual([id]);
});

test("what is changed stays found once, what is deleted is gone, and a restored record is gone through anew", async () => {
  const [first = "", second = ""] = ids;
  await rows("update response set quality = 'flagged' where id = $1", [first]);
  expect(await answersOfReceipt(record.db, receiptNumber(first))).toEqual([first]);
  await rows("delete from response where id = $1", [second]);
  expect(await answersOfReceipt(record.db, receiptNumber(second))).toEqual([]);
  // a copy in another cluster: its transactions are counted anew, far below those written down
  await rows("update receipt_progress set through_xid = '900000000000'");
  await rows("delete from receipt");
  expect(await answersOfReceipt(record.db, receiptNumber(first))).toEqual([first]);
  await rows("update record_epoch set epoch = gen_random_uuid()");
  await rows("delete from receipt");
  expect(await answersOfReceipt(record.db, receiptNumber(first))).toEqual([first]);
  expect(await kept()).toBe(5);
});
