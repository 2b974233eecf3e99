import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { closeWave } from "#server/waves/close/close-wave.ts";
import { hashData } from "#server/waves/close/hash-data.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { ageRecord } from "./age-record.ts";
import { retentionLoop } from "./retention-loop.ts";
import { retentionPlan } from "./retention-plan.ts";

const database = await testDatabase();
let record: OpenRecord;
let field: WaveInField;
let dataDir: string;

const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
const count = async (from: string) =>
  (await rows<{ n: number }>(`select count(*)::int as n from ${from}`))[0]?.n;
const key = (code: string) => field.keys.get(code) ?? "";
const at = (day: string) => ({ db: record.db, dataDir, now: () => new Date(`${day}T09:00:00+08:00`) });
const logged = () =>
  rows<{ subject: string | null; detail: { kind: string; links?: number; left?: number } }>(
    "select subject, detail from audit_log where action = 'retention.done' order by id",
  );

beforeAll(async () => {
  record = openRecord(database.url);
  dataDir = mkdtempSync(join(tmpdir(), "retention-"));
  field = await waveInField(record.db, 6);
  const { db } = record;
  const mark = Buffer.alloc(16, 1);
  for (let n = 1; n <= 5; n++)
    await putAnswer(db, {
      key: key(`OAK-00000${n}`),
      answers: STABLE_ANSWERS,
      at: "2025-11-19T05:00:00Z",
      device: mark,
      network: mark,
    });
  await rows("update open_answer set raw = raw || ' 12011112222'");
  await rows(
    "insert into attempt (respondent_key, at, mode, disposition, note) values ($1, now(), 'phone', 'no_answer', '下午再打')",
    [key("ELM-000001")],
  );
  expect(await closeWave(db, field.by, field.waveId, "2025-12-16")).toEqual({ ok: true });
  // as if it had been closed by the clock of the test
  await rows("update wave_close set closed_at = '2025-12-16T10:00:00+08:00'");
  await rows("update response_draft set saved_at = saved_at");
  await rows(
    "insert into response_draft (respondent_key, answers, started_at) values ($1, '{\"Y01\": 3}', now())",
    [key("ELM-000002")],
  );
  await rows("update vault.owner set name_sealed = 'x'::bytea where id in (select owner_id from ownership)");
  await rows(
    "insert into vault.phone (owner_id, position, sealed, hash) select id, 1, 'x'::bytea, sha256(id::text::bytea) from vault.owner",
  );
  // sold in two ways: long ago, and lately
  await rows(
    "update ownership set valid_to = '2025-12-31' where home_id = (select id from home where code = 'ASH-000001')",
  );
  await rows(
    "update ownership set valid_to = '2026-05-31' where home_id = (select id from home where code = 'ASH-000002')",
  );
  mkdirSync(join(dataDir, "uploads"));
  for (const [name, day] of [
    ["old", "2026-01-01"],
    ["new", "2026-06-01"],
  ] as const) {
    writeFileSync(join(dataDir, "uploads", name), name);
    await rows(
      `insert into import_run (source, file_name, file_hash, bytes, upload_path, rows, counts, started_at, finished_at)
       values ('ledger', $1, sha256($1::text::bytea), 1, 'uploads/' || $1, 1, '{}', $2::date, $2::date)`,
      [name, day],
    );
  }
});
afterAll(async () => {
  await record.close();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("the plan says what goes when", async () => {
  const custodian = await scopeOf(record.db, "custodian", field.homes.group);
  const plan = await retentionPlan(record.db, custodian);
  expect(plan.map(({ what, count: n, on }) => [what, n, on])).toEqual([
    ["uploads", 2, "2026-04-01"],
    ["work", null, "2026-06-16"],
    ["former-owners", 1, "2026-06-30"],
    ["former-owners", 1, "2026-11-30"],
    ["links", 18, "2027-12-16"],
  ]);
  const head = await scopeOf(record.db, "hq_head", field.homes.group, { id: "another head" });
  await expect(retentionPlan(record.db, head)).rejects.toMatchObject({ code: "forbidden" });
});

test("nothing goes a day early", async () => {
  await ageRecord(at("2026-03-31"));
  await ageRecord(at("2026-03-31"));
  expect(await logged()).toEqual([]);
  expect(await count("response_draft")).toBe(1);
});

test("on its day it goes, once, counted in the log and leaving the closed data as they were", async () => {
  const before = await hashData(statementsOf(record.db), field.waveId);
  await ageRecord(at("2026-06-16"));
  expect(existsSync(join(dataDir, "uploads", "old"))).toBe(false);
  expect(existsSync(join(dataDir, "uploads", "new"))).toBe(true);
  expect(await count("response_draft")).toBe(0);
  expect(await count("attempt where note is not null")).toBe(0);
  expect(await count("response where device_hash is not null or network_hash is not null")).toBe(0);
  expect(await count("vault.respondent")).toBe(18);
  await ageRecord(at("2026-06-30"));
  expect(await count("vault.owner where forgotten_at is not null and name_sealed is null")).toBe(1);
  expect(await count("vault.phone")).toBe(17);
  await ageRecord(at("2027-12-15"));
  expect(await count("vault.respondent")).toBe(18);
  expect(await count("open_answer where raw <> masked")).toBeGreaterThan(0);
  // stopped in the third of its steps: what is done stays done, and the next round goes on
  await rows(`create function stop_third() returns trigger language plpgsql as $$ begin
    if (select count(*) from audit_log where detail ->> 'kind' = 'links') = 2 and new.detail ->> 'kind' = 'links' then
      raise exception 'the machine went off'; end if; return new; end $$`);
  await rows(
    "create trigger stop_third before insert on audit_log for each row execute function stop_third()",
  );
  await expect(ageRecord({ ...at("2027-12-16"), linksAtOnce: 5 })).rejects.toThrow("the machine went off");
  expect(await count("vault.respondent")).toBe(8);
  await rows("drop trigger stop_third on audit_log");
  await ageRecord({ ...at("2027-12-16"), linksAtOnce: 5 });
  await ageRecord(at("2027-12-17"));
  expect(await count("vault.respondent")).toBe(0);
  const steps = (await logged()).filter(({ detail }) => detail.kind === "links");
  expect(steps.map(({ detail }) => [detail.links, detail.left])).toEqual([
    [5, 13],
    [5, 8],
    [5, 3],
    [3, 0],
  ]);
  expect(await count("open_answer where raw <> masked")).toBe(0);
  expect(await count("response")).toBe(5);
  expect((await hashData(statementsOf(record.db), field.waveId)).equals(before)).toBe(true);
  expect((await logged()).map(({ subject, detail }) => [detail.kind, subject])).toEqual([
    ["work", `wave:${field.waveId}`],
    ["uploads", null],
    ["former-owners", null],
    ["former-owners", null],
    ["uploads", null],
    ...Array(4).fill(["links", `wave:${field.waveId}`]),
  ]);
});

test("a shorter period set by people holds at the next round of the loop", async () => {
  await rows(
    "update ownership set valid_to = '2027-12-01' where home_id = (select id from home where code = 'ASH-000003')",
  );
  await rows(
    "insert into setting (key, version, value, reason) values ('retention.former_months', 1, '1', 'shorter')",
  );
  let day = "2027-12-31";
  const loop = retentionLoop({ ...at(day), now: () => new Date(`${day}T09:00:00+08:00`) });
  await expect.poll(async () => count("vault.owner where forgotten_at is not null")).toBe(2);
  day = "2028-01-01";
  await expect
    .poll(async () => count("vault.owner where forgotten_at is not null"), { timeout: 10_000 })
    .toBe(3);
  await loop.stop();
});
