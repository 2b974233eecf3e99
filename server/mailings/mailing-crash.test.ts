import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { Scope } from "#server/scope/scope.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { type Letterbox, openLetterbox } from "#tests/smtp-letterbox.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { cancelMailing } from "./change-mailing.ts";
import { type MailSender, mailSender } from "./mail-sender.ts";
import { type MailingOrder, mailingOrder } from "./mailing-order.ts";
import { planMailing } from "./plan-mailing.ts";
import { runDueMailing } from "./run-mailing.ts";
import { sendMessages } from "./send-messages.ts";

const HOMES = 4;
const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "mailing-crash-"));
const seal = identitySeal();
let record: OpenRecord;
let other: OpenRecord;
let field: WaveInField;
let scope: Scope;
let box: Letterbox;
let mail: MailSender;
let clock = at("2025-11-06T08:00:00");

function at(text: string): Date {
  return new Date(`${text}+08:00`);
}
const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
const key = (n: number) => field.keys.get(`OAK-${String(n).padStart(6, "0")}`) ?? "";
const desk = (over: OpenRecord = record) => ({
  db: over.db,
  dataDir: folder,
  publicUrl: "https://survey.example.test",
  seal,
  mail,
  now: () => clock,
});

function plan(over: Partial<MailingOrder> = {}): Promise<number> {
  const order = { waveId: field.waveId, kind: "invitation", channel: "email", requestId: randomUUID() };
  return planMailing(record.db, scope, mailingOrder.parse({ ...order, ...over }), clock, { email: true });
}

async function send(): Promise<number> {
  while (await runDueMailing(desk()));
  while ((await sendMessages(desk())) > 0);
  return box.letters.length;
}

const stateOf = async (id: number) =>
  (
    await rows<{ state: string; written: number | null }>(
      "select state, written from mailing where id = $1",
      [id],
    )
  )[0];

beforeAll(async () => {
  record = openRecord(database.url, { max: 6 });
  other = openRecord(database.url, { max: 2 });
  field = await waveInField(record.db, HOMES);
  scope = await scopeOf(record.db, "hq_analyst", field.homes.group, { id: "runner" });
  box = await openLetterbox();
  mail = mailSender(box.url, "业主之声 <survey@example.test>");
  for (let n = 1; n <= HOMES; n++) {
    const address = `owner${n}@owners.example`;
    await rows(
      "insert into vault.email (owner_id, sealed, hash) select owner_id, $2, $3 from vault.respondent where respondent_key = $1",
      [key(n), seal.seal(address), seal.emailHash(address)],
    );
  }
});
afterAll(async () => {
  mail.close();
  await box.close();
  await Promise.all([record.close(), other.close()]);
  await database.drop();
  rmSync(folder, { recursive: true });
});
/** As if nobody had been written to yet. */
beforeEach(async () => {
  box.letters.length = 0;
  await rows("delete from invitation");
  await rows("delete from mailing");
});

test("e-mail goes out within both windows of a day, and in none of the hours between and around them", async () => {
  clock = at("2025-11-06T08:00:00");
  await plan();
  for (const [time, sent] of [
    ["08:59:59", 0],
    ["09:00:00", HOMES],
  ] as const) {
    clock = at(`2025-11-06T${time}`);
    expect(await send(), time).toBe(sent);
  }
  await rows("update invitation set state = 'revoked'");
  box.letters.length = 0;
  clock = at("2025-11-06T11:59:00");
  await plan();
  while (await runDueMailing(desk()));
  for (const [time, sent] of [
    ["12:00:00", 0],
    ["13:59:59", 0],
    ["14:00:00", HOMES],
  ] as const) {
    clock = at(`2025-11-06T${time}`);
    expect(await send(), time).toBe(sent);
  }
});

test("a night and a holiday are waited out, and an evening's last minute is not the next day's", async () => {
  await rows(`insert into setting (key, version, value) values ('contact.holidays', 1, '["2025-11-07"]')`);
  clock = at("2025-11-06T19:59:59");
  await plan();
  while (await runDueMailing(desk()));
  for (const [moment, sent] of [
    ["2025-11-06T20:00:00", 0],
    ["2025-11-07T10:00:00", 0],
    ["2025-11-08T08:59:59", 0],
    ["2025-11-08T09:00:00", HOMES],
  ] as const) {
    clock = at(moment);
    expect(await send(), moment).toBe(sent);
  }
  await rows("delete from setting where key = 'contact.holidays'");
});

test("whoever answers between the order and its sending is not reminded", async () => {
  clock = at("2025-11-10T10:00:00");
  await plan();
  expect(await send()).toBe(HOMES);
  box.letters.length = 0;
  clock = at("2025-11-14T12:30:00");
  const id = await plan({ kind: "reminder" });
  expect(await send()).toBe(0);
  expect(await stateOf(id)).toEqual({ state: "running", written: HOMES });
  await rows("update frame_member set disposition = 'I' where respondent_key = $1", [key(1)]);
  await rows("update frame_member set disposition = 'R' where respondent_key = $1", [key(2)]);
  clock = at("2025-11-14T14:00:00");
  expect(await send()).toBe(HOMES - 2);
  const left = await rows<{ reason: string }>(
    "select reason from message where mailing_id = $1 and state = 'left_out' order by reason",
    [id],
  );
  expect(left.map(({ reason }) => reason)).toEqual(["answered", "ended"]);
  await rows("update frame_member set disposition = null where respondent_key = any($1::uuid[])", [
    [key(1), key(2)],
  ]);
});

test("an e-mail order whose process died before it was queued is taken over when its lease has lapsed", async () => {
  clock = at("2025-11-17T10:00:00");
  const id = await plan();
  await rows("update mailing set state = 'running', running_until = $2 where id = $1", [
    id,
    at("2025-11-17T10:30:00"),
  ]);
  expect(await send()).toBe(0);
  clock = at("2025-11-17T10:31:00");
  await Promise.all([send(), send()]);
  expect(box.letters.length).toBe(HOMES);
  expect(await stateOf(id)).toEqual({ state: "done", written: HOMES });
});

test("a connection killed in the middle of queueing leaves nothing behind, and the order is done later", async () => {
  clock = at("2025-11-18T10:00:00");
  const id = await plan();
  // the wave is held, so that the order waits for it inside its transaction
  const holder = await record.pool.connect();
  await holder.query("begin");
  await holder.query("select from wave where id = $1 for update", [field.waveId]);
  const dying = runDueMailing(desk(other)).then(
    () => "done",
    () => "broke off",
  );
  await expect
    .poll(async () => {
      const killed = await rows(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`,
      );
      return killed.length;
    })
    .toBe(1);
  expect(await dying).toBe("broke off");
  await holder.query("rollback");
  holder.release();
  expect(await rows("select from message where mailing_id = $1", [id])).toEqual([]);
  expect(await stateOf(id)).toMatchObject({ state: "running" });
  expect(await send()).toBe(0);
  clock = at("2025-11-18T10:31:00");
  expect(await send()).toBe(HOMES);
  expect(await send()).toBe(HOMES);
});

test("an order stopped while it was being queued sends nothing", async () => {
  clock = at("2025-11-19T12:30:00");
  const id = await plan();
  await rows("update mailing set state = 'running', running_until = $2 where id = $1", [id, clock]);
  await cancelMailing(record.db, scope, id, clock);
  clock = at("2025-11-19T14:30:00");
  expect(await send()).toBe(0);
  expect(await stateOf(id)).toMatchObject({ state: "cancelled" });
  expect(await rows("select from message where mailing_id = $1", [id])).toEqual([]);
});
