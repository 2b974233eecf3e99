import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { tokenHash } from "#server/invitations/token.ts";
import type { Scope } from "#server/scope/scope.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { optOut } from "#server/vault/opt-out.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { type Letterbox, openLetterbox } from "#tests/smtp-letterbox.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { cancelMailing, retryMailing } from "./change-mailing.ts";
import { listMailings, unsentMessages } from "./list-mailings.ts";
import { type MailSender, mailSender } from "./mail-sender.ts";
import type { MailingDesk } from "./mailing-desk.ts";
import { type MailingOrder, mailingOrder } from "./mailing-order.ts";
import { planMailing, previewMailing } from "./plan-mailing.ts";
import { runDueMailing } from "./run-mailing.ts";
import { sendMessages } from "./send-messages.ts";

const MEANS = { email: true };
const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "mailings-"));
const SERVER = { ...MEANS, publicUrl: "https://survey.example.test", publicUrlIsSet: true, dataDir: folder };
const seal = identitySeal();
let record: OpenRecord;
let field: WaveInField;
let scope: Scope;
let box: Letterbox;
let sender: MailSender;
let clock = at("2025-11-06T10:00:00");

function at(text: string): Date {
  return new Date(`${text}+08:00`);
}
const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
const home = (n: number, project = "OAK") => `${project}-${String(n).padStart(6, "0")}`;
const key = (n: number, project = "OAK") => field.keys.get(home(n, project)) ?? "";

function desk(over: Partial<MailingDesk> = {}): MailingDesk {
  return {
    db: record.db,
    dataDir: folder,
    publicUrl: SERVER.publicUrl,
    seal,
    mail: sender,
    now: () => clock,
    ...over,
  };
}

function order(over: Partial<MailingOrder> = {}): MailingOrder {
  return mailingOrder.parse({
    waveId: field.waveId,
    kind: "invitation",
    channel: "email",
    requestId: randomUUID(),
    ...over,
  });
}

const plan = (over: Partial<MailingOrder> = {}) => planMailing(record.db, scope, order(over), clock, MEANS);
const preview = async (over: Partial<MailingOrder> = {}) => {
  const { language: _, requestId: __, ...wish } = order(over);
  const { written, spared } = await previewMailing(record.db, scope, wish, clock, MEANS);
  return { written, spared: Object.fromEntries(spared.map(({ reason, n }) => [reason, n])) };
};
async function carryOut(over: Partial<MailingDesk> = {}): Promise<void> {
  while (await runDueMailing(desk(over)));
  while ((await sendMessages(desk(over))) > 0);
}
const messageOf = (n: number) =>
  rows<{ state: string; reason: string | null; tries: number }>(
    "select state, reason, tries from message where respondent_key = $1 order by id",
    [key(n)],
  );
const letterTo = (n: number) => box.letters.filter(({ to }) => to === `owner${n}@owners.example`);

/** The link in a letter, whose lines the mail's encoding broke. */
function linkIn(text: string): string {
  const plain = text.replaceAll(/=\r\n/g, "").replaceAll("=3D", "=");
  return /https:\/\/survey\.example\.test\/s\/([A-Za-z0-9_-]{24})/.exec(plain)?.[1] ?? "";
}

beforeAll(async () => {
  record = openRecord(database.url, { max: 8 });
  field = await waveInField(record.db, 12);
  scope = await scopeOf(record.db, "hq_analyst", field.homes.group, { id: "runner" });
  box = await openLetterbox();
  sender = mailSender(box.url, "业主之声 <survey@example.test>");
  // the homes of one project can be written to by e-mail, the twelfth at the eleventh's address
  for (let n = 1; n <= 12; n++) {
    const address = `owner${Math.min(n, 11)}@owners.example`;
    await rows(
      "insert into vault.email (owner_id, sealed, hash) select owner_id, $2, $3 from vault.respondent where respondent_key = $1",
      [key(n), seal.seal(address), seal.emailHash(address)],
    );
  }
});
afterAll(async () => {
  sender.close();
  await box.close();
  await record.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  box.letters.length = 0;
  box.refusal = undefined;
});

test("what an order would do is told before anything is sent, and nothing is sent by asking", async () => {
  expect(await preview()).toEqual({ written: 11, spared: { no_address: 24, same_address: 1 } });
  expect(await preview({ unitIds: [field.homes.regions.south] })).toEqual({
    written: 0,
    spared: { no_address: 12 },
  });
  expect(await preview({ channel: "sms", phases: ["S"] })).toEqual({ written: 9, spared: {} });
  expect(await preview({ kind: "reminder", channel: "sms" })).toEqual({
    written: 0,
    spared: { not_invited: 36 },
  });
  await expect(preview({ unitIds: [999_999] })).rejects.toMatchObject({ code: "not_found" });
  expect(await rows("select from invitation")).toEqual([]);
});

test("those who are rated cannot write to owners", async () => {
  const lead = await scopeOf(record.db, "project_lead", field.homes.projects.oak);
  await expect(planMailing(record.db, lead, order(), clock, MEANS)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(listMailings(record.db, lead, field.waveId, clock, SERVER)).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("e-mail needs a mail server, and a planned time lies in the hours", async () => {
  await expect(planMailing(record.db, scope, order(), clock, { email: false })).rejects.toMatchObject({
    code: "bad_configuration",
  });
  for (const sendAt of [
    "2025-11-06T12:30:00+08:00",
    "2025-11-06T09:00:00+08:00",
    "2025-12-16T10:00:00+08:00",
  ])
    await expect(plan({ sendAt })).rejects.toMatchObject({ code: "invalid" });
});

test("an order pressed twice is one, and waits for its time", async () => {
  const requestId = randomUUID();
  const wish = { requestId, sendAt: "2025-11-06T15:00:00+08:00" };
  const first = await plan(wish);
  expect(await plan(wish)).toBe(first);
  await carryOut();
  expect(box.letters).toEqual([]);
  await cancelMailing(record.db, scope, first, clock);
  clock = at("2025-11-06T15:30:00");
  await carryOut();
  expect(box.letters).toEqual([]);
  await expect(cancelMailing(record.db, scope, first, clock)).rejects.toMatchObject({ code: "conflict" });
});

test("in the quiet hours mail waits; an owner who opts out meanwhile gets none", async () => {
  clock = at("2025-11-06T20:30:00");
  const id = await plan();
  await carryOut();
  expect(box.letters).toEqual([]);
  const waiting = await listMailings(record.db, scope, field.waveId, clock, SERVER);
  expect(waiting.mailings[0]).toMatchObject({ id, state: "running", written: 11, messages: { waiting: 11 } });
  expect(waiting.rules).toMatchObject({ isContactTime: false, from: "2025-11-07T01:00:00.000Z" });
  await optOut(record.db, key(2), field.waveId);
  clock = at("2025-11-07T09:00:00");
  // two processes at once
  await Promise.all([carryOut(), carryOut()]);
  expect(box.letters.length).toBe(10);
  expect(new Set(box.letters.map(({ to }) => to)).size).toBe(10);
  expect(letterTo(2)).toEqual([]);
  expect(await messageOf(2)).toEqual([{ state: "left_out", reason: "opted_out", tries: 1 }]);
  const [letter] = letterTo(1);
  const [found] = await rows("select channel, state, mailing_id from invitation where token_hash = $1", [
    tokenHash(linkIn(letter?.text ?? "")),
  ]);
  expect(found).toEqual({ channel: "email", state: "sent", mailing_id: id });
  expect(letter?.text).toMatch(/List-Unsubscribe: *\r?\n? *<https:\/\/survey\.example\.test\/s\//);
  const [done] = (await listMailings(record.db, scope, field.waveId, clock, SERVER)).mailings;
  expect(done).toMatchObject({
    state: "done",
    messages: { sent: 10, left_out: 1 },
    invitations: { sent: 10 },
  });
});

test("reminders reach only whoever was invited, has not answered and had some days of rest", async () => {
  expect(await preview({ kind: "reminder" })).toMatchObject({ written: 0, spared: { contacted_lately: 10 } });
  clock = at("2025-11-11T10:00:00");
  await rows("update frame_member set disposition = 'I' where respondent_key = $1", [key(3)]);
  await rows("update frame_member set disposition = 'R' where respondent_key = $1", [key(4)]);
  await rows("insert into appointment (respondent_key, mode, wished_by) values ($1, 'phone', 'owner')", [
    key(5),
  ]);
  await rows(
    "insert into response_draft (respondent_key, answers, started_at) values ($1, '{\"Y01\": 3}', now())",
    [key(1)],
  );
  const told = (await listMailings(record.db, scope, field.waveId, clock, SERVER)).mailings;
  expect(told.find(({ state }) => state === "done")).toMatchObject({ opened: 2, answered: 1 });
  expect(await preview({ kind: "reminder" })).toEqual({
    written: 7,
    spared: { answered: 1, ended: 1, call_agreed: 1, opted_out: 1, not_invited: 25 },
  });
  await plan({ kind: "reminder" });
  await carryOut();
  expect(box.letters.length).toBe(7);
  expect(letterTo(3)).toEqual([]);
});

test("three contacts are the most, calls and visits among them", async () => {
  clock = at("2025-11-16T10:00:00");
  await rows(
    "insert into attempt (respondent_key, at, mode, disposition, actor) values ($1, $2, 'phone', 'no_answer', 'x')",
    [key(6), at("2025-11-12T10:00:00")],
  );
  expect(await preview({ kind: "reminder" })).toMatchObject({ written: 6, spared: { contacted_enough: 1 } });
  await plan({ kind: "reminder" });
  await carryOut();
  expect(box.letters.length).toBe(6);
  clock = at("2025-11-21T10:00:00");
  expect(await preview({ kind: "reminder" })).toMatchObject({ written: 0, spared: { contacted_enough: 7 } });
});

test("a refused address is kept with its reason and tried again when asked; a busy server later by itself", async () => {
  clock = at("2025-11-22T10:00:00");
  // two homes whose earlier messages failed are as if never invited
  await rows("update invitation set state = 'revoked' where respondent_key = any($1::uuid[])", [
    [key(7), key(8)],
  ]);
  box.refusal = (address) => (address.startsWith("owner7@") ? 550 : 451);
  const id = await plan();
  await carryOut();
  expect(box.letters).toEqual([]);
  expect((await messageOf(7)).at(-1)).toEqual({ state: "failed", reason: "smtp_550", tries: 1 });
  expect((await messageOf(8)).at(-1)).toEqual({ state: "waiting", reason: "smtp_451", tries: 1 });
  expect(await unsentMessages(record.db, scope, id, 10)).toMatchObject([
    { homeCode: home(7), state: "failed", reason: "smtp_550" },
  ]);
  box.refusal = undefined;
  await carryOut();
  expect(box.letters).toEqual([]);
  clock = at("2025-11-22T10:06:00");
  await carryOut();
  expect(box.letters.map(({ to }) => to)).toEqual(["owner8@owners.example"]);
  expect(await retryMailing(record.db, scope, id, clock)).toBe(1);
  await carryOut();
  expect(letterTo(7).length).toBe(1);
  expect(await retryMailing(record.db, scope, id, clock)).toBe(0);
});

test("what a process that died had in its hands is never sent again", async () => {
  clock = at("2025-11-23T10:00:00");
  await rows("update invitation set state = 'revoked' where respondent_key = $1", [key(9)]);
  await plan();
  while (await runDueMailing(desk()));
  await rows(
    "update message set state = 'sending', tries = 1, changed_at = $2 where respondent_key = $1 and state = 'waiting'",
    [key(9), clock],
  );
  clock = at("2025-11-23T10:11:00");
  await carryOut();
  expect(box.letters).toEqual([]);
  expect((await messageOf(9)).at(-1)).toMatchObject({ state: "unsure", reason: "process_ended" });
});

test("without a mail server in reach nothing is used up", async () => {
  clock = at("2025-11-24T10:00:00");
  await rows("update invitation set state = 'revoked' where respondent_key = $1", [key(10)]);
  await plan();
  const gone = mailSender("smtp://127.0.0.1:1", "x@example.test");
  await carryOut({ mail: gone });
  gone.close();
  expect((await messageOf(10)).at(-1)).toMatchObject({ state: "waiting", tries: 0 });
  await carryOut();
  expect(letterTo(10).length).toBe(1);
});
