import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { tokenHash } from "#server/invitations/token.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { Context } from "#server/trpc/context.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { waveManager } from "#server/waves/wave-manager.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { answerLinks } from "./answer-links.ts";
import { importDeliveries } from "./import-deliveries.ts";
import { type MadeLink, openedLinks } from "./link-file.ts";
import { listMailings } from "./list-mailings.ts";
import { mailingWish } from "./mailing-order.ts";
import { planMailing, previewMailing } from "./plan-mailing.ts";
import { runDueMailing } from "./run-mailing.ts";

const MEANS = { email: false };
const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "link-orders-"));
const SERVER = { ...MEANS, publicUrl: "https://survey.example.test", publicUrlIsSet: true, dataDir: folder };
const seal = identitySeal();
let record: OpenRecord;
let field: WaveInField;
let scope: Scope;
let clock = at("2025-11-25T10:00:00");

function at(text: string): Date {
  return new Date(`${text}+08:00`);
}
const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
const home = (n: number, project = "OAK") => `${project}-${String(n).padStart(6, "0")}`;
const key = (n: number, project = "OAK") => field.keys.get(home(n, project)) ?? "";

function plan(channel: "sms" | "letter", unitId: number): Promise<number> {
  const order = {
    ...mailingWish.parse({ waveId: field.waveId, kind: "invitation", channel, unitIds: [unitId] }),
    language: "zh-CN" as const,
    requestId: randomUUID(),
  };
  return planMailing(record.db, scope, order, clock, MEANS);
}

async function carryOut(): Promise<void> {
  const desk = { dataDir: folder, publicUrl: SERVER.publicUrl, seal, mail: undefined, now: () => clock };
  while (await runDueMailing({ ...desk, db: record.db }));
}

async function linksOf(mailingId: number): Promise<MadeLink[]> {
  const links: MadeLink[] = [];
  for await (const link of await openedLinks(folder, mailingId, seal)) links.push(link);
  return links;
}

beforeAll(async () => {
  record = openRecord(database.url, { max: 8 });
  field = await waveInField(record.db, 12);
  scope = await scopeOf(record.db, "hq_analyst", field.homes.group, { id: "runner" });
});
afterAll(async () => {
  await record.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

test("links for a vendor are made whole, sealed, and fetched in their order", async () => {
  const id = await plan("sms", field.homes.projects.ash);
  await carryOut();
  const [mailing] = (await listMailings(record.db, scope, field.waveId, clock, SERVER)).mailings;
  expect(mailing).toMatchObject({
    id,
    state: "done",
    written: 12,
    invitations: { created: 12 },
    linksKept: true,
  });
  const links = await linksOf(id);
  expect(links.map(({ code }) => code)).toEqual(Array.from({ length: 12 }, (_, n) => home(n + 1, "ASH")));
  const [found] = await rows<{ n: number }>(
    "select count(*) as n from invitation where mailing_id = $1 and token_hash = any($2)",
    [id, links.map(({ link }) => tokenHash(link.split("/s/")[1] ?? ""))],
  );
  expect(found?.n).toBe(12);
});

test("a lapsed lease is taken over, and nobody is invited twice by it", async () => {
  clock = at("2025-11-25T14:00:00");
  const id = await plan("letter", field.homes.projects.elm);
  await rows("update mailing set state = 'running', running_until = $2 where id = $1", [id, clock]);
  await carryOut();
  expect(await rows("select from invitation where mailing_id = $1", [id])).toEqual([]);
  clock = at("2025-11-25T14:31:00");
  await Promise.all([carryOut(), carryOut()]);
  expect((await rows("select from invitation where mailing_id = $1", [id])).length).toBe(12);
});

test("deliveries are taken in once: the same file again changes nothing", async () => {
  const by = waveManager(scope);
  const [sms] = await rows<{ id: number }>("select id from mailing where channel = 'sms'");
  const links = await linksOf(sms?.id ?? 0);
  const [one, two, three] = links;
  await rows(
    "insert into vault.phone (owner_id, position, sealed, hash) select owner_id, 1, 'x', $2 from vault.respondent where respondent_key = $1",
    [key(5, "ASH"), seal.phoneHash("12000000005")],
  );
  const path = join(folder, "回执.csv");
  writeFileSync(
    path,
    [
      "短链,房间编码,手机号,状态",
      `${one?.link},,,DELIVRD`,
      `${two?.link},,,空号`,
      `${three?.link},,,TD`,
      `,${home(4, "ASH")},,送达`,
      ",,12000000005,退订",
      `https://survey.example.test/s/${"x".repeat(24)},,,送达`,
      `${links[5]?.link},,,谢谢`,
    ].join("\n"),
  );
  const take = (apply: boolean) =>
    importDeliveries(record.db, by, { waveId: field.waveId, path, apply, now: clock }, seal);
  const expected = {
    rows: 7,
    sent: 0,
    delivered: 2,
    failed: 1,
    optedOut: 2,
    unchanged: 0,
    unknown: 1,
    unreadable: 1,
    examples: [{ row: 8, word: "谢谢" }],
  };
  expect(await take(false)).toEqual({ ...expected, applied: false });
  expect(await take(true)).toEqual({ ...expected, applied: true });
  const again = await take(true);
  expect(again).toMatchObject({ delivered: 0, failed: 0, optedOut: 0, unchanged: 5, unknown: 1 });
  const outcome = await rows(
    `select h.code, m.disposition, o.opted_out_at is not null as out, (select count(*)::int from attempt a where a.respondent_key = m.respondent_key) as attempts
     from frame_member m join vault.respondent r using (respondent_key) join home h on h.id = r.home_id join vault.owner o on o.id = r.owner_id
     where h.code in ($1, $2) order by 1`,
    [home(3, "ASH"), home(5, "ASH")],
  );
  expect(outcome).toEqual([
    { code: home(3, "ASH"), disposition: "R", out: true, attempts: 1 },
    { code: home(5, "ASH"), disposition: "R", out: true, attempts: 1 },
  ]);
  // whose message failed may be invited another way
  const letters = mailingWish.parse({
    waveId: field.waveId,
    kind: "invitation",
    channel: "letter",
    unitIds: [field.homes.projects.ash],
  });
  expect((await previewMailing(record.db, scope, letters, clock, MEANS)).written).toBe(1);
  writeFileSync(path, "姓名,意见\n张三,好");
  await expect(take(true)).rejects.toMatchObject({ code: "file_unreadable" });
});

test("whether links can be fetched is asked without a trace, and fetching them is logged", async () => {
  const id = await plan("letter", field.homes.projects.oak);
  await carryOut();
  const context = {
    db: record.db,
    whoAsks: async () => ({ session: { mustChangePassword: false }, scope }),
  } as unknown as Context;
  const ask = (method: "GET" | "HEAD", mailing: number) => {
    const query = new URLSearchParams({ mailing: String(mailing), format: "letters", reason: "给印刷厂" });
    const request = new Request(`http://localhost/api/fieldwork/links?${query}`, { method });
    return answerLinks(request, () => context, folder);
  };
  const fetched = () =>
    rows("select id from audit_log where action = 'export.made' and (detail ->> 'mailing')::int = $1", [id]);
  const asked = await ask("HEAD", id);
  expect([asked.status, await asked.text()]).toEqual([200, ""]);
  expect((await ask("HEAD", id + 1)).status).toBe(404);
  expect(await fetched()).toEqual([]);
  expect(await (await ask("GET", id)).text()).toContain("https://survey.example.test/s/");
  expect(await fetched()).toHaveLength(1);
  rmSync(join(folder, "links", `${id}.sealed`));
  expect((await ask("HEAD", id)).status).toBe(410);
});
