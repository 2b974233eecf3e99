import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { importFile } from "#server/imports/import-file.ts";
import { undoImport } from "#server/imports/undo-import.ts";
import type { Scope } from "#server/scope/scope.ts";
import { receiptNumber } from "#server/submissions/receipt.ts";
import { closeWave } from "#server/waves/close/close-wave.ts";
import { hashData } from "#server/waves/close/hash-data.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { erasePerson, previewErasure } from "./erase-person.ts";
import { erasureCertificate } from "./erasure-certificate.ts";
import { dropErasure, listErasures, recordErasure } from "./erasure-list.ts";
import { askErasure } from "./erasure-request.ts";
import { findPerson } from "./find-person.ts";
import { identitySeal } from "./identity-seal.ts";

const database = await testDatabase();
const seal = identitySeal((purpose) => createHash("sha256").update(purpose).digest());
const NOW = new Date("2025-11-20T10:00:00+08:00");
const NAME = "欧阳新雅";
const PHONE = "12011112222";
const HEAD = "项目,房间编码,楼栋,房号,销售状态,签约日期,业主姓名,联系电话";
const LEDGER = `${HEAD}
OAK,OAK-000001,1,1,已签约,2021-05-01,${NAME},${PHONE}
OAK,OAK-000002,1,2,已签约,2021-05-01,${NAME}、陈立,${PHONE}
OAK,OAK-000003,1,3,已签约,2021-05-01,李同住,12033334444
`;

let record: OpenRecord;
let field: WaveInField;
let dataDir: string;
let custodian: Scope;
let importId: number;

const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
const key = (code: string) => field.keys.get(code) ?? "";

async function take(name: string, text: string) {
  const path = join(dataDir, name);
  writeFileSync(path, text);
  return importFile(record, { source: "ledger", path }, { dataDir, asOf: "2025-11-20", seal });
}

/** Tables of the record in which a text still stands. */
async function tablesWith(trace: string): Promise<readonly string[]> {
  const tables = await rows<{ name: string }>(
    "select schemaname || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'vault')",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [hit] = await rows(`select from ${name} t where to_jsonb(t)::text like '%' || $1 || '%' limit 1`, [
      trace,
    ]);
    if (hit) found.push(name);
  }
  return found;
}

beforeAll(async () => {
  record = openRecord(database.url);
  dataDir = mkdtempSync(join(tmpdir(), "erasure-"));
  field = await waveInField(record.db, 6);
  await rows("delete from ownership where home_id in (select id from home where code like 'OAK-00000%')");
  const report = await take("台账.csv", LEDGER);
  expect(report.counts.quarantine + report.counts.reject).toBe(0);
  importId = report.import ?? 0;
  // the wave's frame knows them
  await rows(
    `update vault.respondent r set owner_id = o.owner_id from ownership o where o.home_id = r.home_id and o.position = 1`,
  );
  custodian = await scopeOf(record.db, "custodian", field.homes.group);
});
afterAll(async () => {
  await record.close();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("somebody is found by receipt, number or home, and every search is logged without what was searched for", async () => {
  const { db } = record;
  const id = await putAnswer(db, {
    key: key("OAK-000001"),
    answers: STABLE_ANSWERS,
    at: "2025-11-19T04:00:00Z",
  });
  await rows("update open_answer set raw = $2, masked = '请打 [电话]' where response_id = $1", [
    id,
    `请打 ${PHONE}`,
  ]);
  const receipt = receiptNumber(id);
  for (const search of [
    { by: "phone", text: "120 1111 2222" },
    { by: "home", text: "oak-000001" },
    { by: "receipt", text: receipt.toLowerCase().replace("-", " ") },
  ] as const) {
    const found = await findPerson(db, custodian, search, seal);
    expect(found, search.by).toHaveLength(1);
    expect(found[0]).toMatchObject({
      name: "欧***",
      phones: ["120****2222"],
      homes: [{ code: "OAK-000001" }, { code: "OAK-000002" }],
    });
  }
  expect(await findPerson(db, custodian, { by: "receipt", text: "00000-00000" }, seal)).toEqual([]);
  expect(await findPerson(db, custodian, { by: "phone", text: "什么" }, seal)).toEqual([]);
  const log = await rows<{ detail: unknown }>(
    "select detail from audit_log where action = 'identity.viewed' order by id",
  );
  expect(log.map(({ detail }) => detail)).toEqual([
    { purpose: "erasure", by: "phone", found: 1 },
    { purpose: "erasure", by: "home", found: 1 },
    { purpose: "erasure", by: "receipt", found: 1 },
    { purpose: "erasure", by: "receipt", found: 0 },
    { purpose: "erasure", by: "phone", found: 0 },
  ]);
  const others = await scopeOf(db, "hq_head", field.homes.group, { id: "head" });
  await expect(findPerson(db, others, { by: "home", text: "OAK-000001" }, seal)).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("asking twice is one wish, due in fifteen working days, and may be taken back", async () => {
  const { db } = record;
  const own = { channel: "link", askedBy: null } as const;
  const first = await askErasure(db, { respondentKey: key("OAK-000001") }, own, NOW);
  expect(first.dueOn).toBe("2025-12-11");
  expect(await askErasure(db, { respondentKey: key("OAK-000002") }, own, NOW)).toEqual(first);
  await dropErasure(db, custodian, { requestId: first.id, reason: "taken-back" }, NOW);
  await expect(
    dropErasure(db, custodian, { requestId: first.id, reason: "twice" }, NOW),
  ).rejects.toMatchObject({
    code: "not_found",
  });
  const again = await askErasure(db, { respondentKey: key("OAK-000001") }, own, NOW);
  expect(again.id).not.toBe(first.id);
  expect((await listErasures(db, custodian)).map(({ id, state }) => [id, state])).toEqual([
    [again.id, "open"],
    [first.id, "dropped"],
  ]);
});

test("erasing takes two steps, leaves nothing of the person, and keeps what was closed", async () => {
  const { db } = record;
  for (let n = 4; n <= 6; n++)
    await putAnswer(db, {
      key: key(`OAK-00000${n}`),
      answers: STABLE_ANSWERS,
      at: "2025-11-19T05:00:00Z",
    });
  await rows(
    "insert into attempt (respondent_key, at, mode, disposition, note) values ($1, now(), 'phone', 'no_answer', '欧阳女士出差')",
    [key("OAK-000002")],
  );
  await rows(
    'insert into response_draft (respondent_key, answers, started_at) values ($1, \'{"Y45": "欧阳"}\', now())',
    [key("OAK-000002")],
  );
  const [request] = await listErasures(db, custodian);
  const requestId = request?.id ?? 0;
  const preview = await previewErasure(db, custodian, requestId);
  expect(preview.destroyed).toMatchObject({ names: 1, phones: 1, links: 2, drafts: 1, words: 2, notes: 1 });
  expect(preview.kept).toEqual({ answers: 1, homes: 2, uploads: 1 });
  const order = { requestId, seen: preview.seen, confirm: preview.number };
  await expect(erasePerson(db, custodian, { ...order, confirm: "SC-1" }, NOW)).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(erasePerson(db, custodian, { ...order, seen: "0" }, NOW)).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await tablesWith("欧阳女士出差")).toEqual(["public.attempt"]);

  const { erasureId } = await erasePerson(db, custodian, order, NOW);
  const certificate = await erasureCertificate(db, custodian, erasureId);
  expect(certificate).toMatchObject({
    number: preview.number,
    destroyed: preview.destroyed,
    kept: preview.kept,
    intact: true,
    erasedByName: custodian.userId,
  });
  for (const trace of [
    "欧阳",
    PHONE,
    seal.phoneHash(PHONE).toString("hex"),
    seal.nameHash(NAME).toString("hex"),
  ])
    expect(await tablesWith(trace), trace).toEqual([]);
  expect(
    await rows("select from vault.respondent where respondent_key = any($1)", [
      [key("OAK-000001"), key("OAK-000002")],
    ]),
  ).toEqual([]);
  expect(await rows("select from response where respondent_key = $1", [key("OAK-000001")])).toHaveLength(1);
  // the neighbour and the other owner of the second home stay
  expect(await rows("select from vault.phone where hash = $1", [seal.phoneHash("12033334444")])).toHaveLength(
    1,
  );
  expect(await rows("select from vault.owner where name_hash = $1", [seal.nameHash("陈立")])).toHaveLength(1);
  expect(await rows("select from vault.respondent")).toHaveLength(16);
  const asked = await rows<{ disposition: string }>(
    "select disposition from frame_member where respondent_key = any($1) order by 1",
    [[key("OAK-000001"), key("OAK-000002")]],
  );
  expect(asked.map(({ disposition }) => disposition)).toEqual(["I", "R"]);
  await expect(erasePerson(db, custodian, order, NOW)).rejects.toMatchObject({ code: "not_found" });
  await expect(rows("update vault.erasure set erased_by = 'somebody'")).rejects.toThrow(/keeps every row/);
  const [entry] = await rows<{ subject: string; detail: object }>(
    "select subject, detail from audit_log where action = 'owner.erased'",
  );
  expect(entry).toMatchObject({
    subject: `erasure:${erasureId}`,
    detail: { request: preview.number, names: 1 },
  });
});

test("the same ledger does not bring the person back, says so and counts it; a later purchase does", async () => {
  const again = await take(
    "台账再来.csv",
    `${LEDGER}OAK,OAK-000004,1,4,已签约,2021-05-01,${NAME},${PHONE}\n`,
  );
  expect(again.notes.filter(({ code }) => code === "ERASED_OWNER").map(({ message }) => message)).toEqual([
    expect.stringMatching(/^3 行的业主已按本人要求删除/),
  ]);
  expect(await rows("select from vault.phone where hash = $1", [seal.phoneHash(PHONE)])).toEqual([]);
  expect(await rows("select from vault.owner where name_hash = $1", [seal.nameHash(NAME)])).toEqual([]);
  const owned = await rows<{ code: string; n: number }>(
    "select h.code, count(*)::int as n from ownership o join home h on h.id = o.home_id where o.valid_to is null and h.code < 'OAK-000004' and h.code like 'OAK%' group by 1 order by 1",
  );
  expect(owned).toEqual([
    { code: "OAK-000001", n: 1 },
    { code: "OAK-000002", n: 2 },
    { code: "OAK-000003", n: 1 },
  ]);
  // the number alone, under another name in the same home, is left out too
  await take("配偶.csv", `${HEAD}\nOAK,OAK-000001,1,1,已签约,2021-05-01,周另名,${PHONE}\n`);
  expect(await rows("select from vault.phone where hash = $1", [seal.phoneHash(PHONE)])).toEqual([]);
  const later = await importFile(
    record,
    { source: "ledger", path: bought() },
    { dataDir, asOf: "2025-12-20", seal },
  );
  expect(later.notes.some(({ code }) => code === "ERASED_OWNER")).toBe(false);
  expect(await rows("select from vault.owner where name_hash = $1", [seal.nameHash(NAME)])).toHaveLength(1);
});

function bought(): string {
  const path = join(dataDir, "新购.csv");
  writeFileSync(path, `${HEAD}\nELM,ELM-000006,1,6,已签约,2025-12-01,${NAME},${PHONE}\n`);
  return path;
}

test("taking imports back does not bring the person back either", async () => {
  const applied = await rows<{ id: number }>(
    "select id from import_run where state = 'applied' order by id desc",
  );
  expect(applied.at(-1)?.id).toBe(importId);
  for (const { id } of applied.slice(0, -1)) await undoImport(record, id, { dataDir });
  expect(await tablesWith(seal.phoneHash(PHONE).toString("hex"))).toEqual([]);
  expect(await tablesWith("欧阳")).toEqual([]);
});

test("an erasure after the close leaves the closed data as they were hashed", async () => {
  const { db } = record;
  const { by, waveId } = field;
  expect(await closeWave(db, by, waveId, "2025-12-16")).toEqual({ ok: true });
  const before = await hashData(statementsOf(db), waveId);
  const [owner] = await rows<{ ownerId: string }>(
    'select owner_id as "ownerId" from vault.respondent where respondent_key = $1',
    [key("OAK-000004")],
  );
  const target = { ownerId: owner?.ownerId ?? "" };
  const wish = await recordErasure(db, custodian, { target, channel: "phone" }, NOW);
  const { seen, number } = await previewErasure(db, custodian, wish.id);
  await erasePerson(db, custodian, { requestId: wish.id, seen, confirm: number }, NOW);
  expect((await hashData(statementsOf(db), waveId)).equals(before)).toBe(true);
  await expect(recordErasure(db, custodian, { target, channel: "phone" }, NOW)).rejects.toMatchObject({
    code: "not_found",
  });
});
