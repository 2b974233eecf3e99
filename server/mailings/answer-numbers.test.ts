import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { Role } from "#server/scope/capabilities.ts";
import type { Context } from "#server/trpc/context.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { answerNumbers } from "./answer-numbers.ts";
import { forgetLinks } from "./link-file.ts";
import { mailingWish } from "./mailing-order.ts";
import { listPhoneOrders } from "./phone-orders.ts";
import { planMailing } from "./plan-mailing.ts";
import { runDueMailing } from "./run-mailing.ts";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "numbers-"));
const seal = identitySeal();
const clock = new Date("2025-11-25T10:00:00+08:00");
let record: OpenRecord;
let field: WaveInField;
let order = 0;

const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
const code = (n: number) => `ASH-${String(n).padStart(6, "0")}`;
const phone = (n: number) => `1300000${String(n).padStart(4, "0")}`;

/** Fetches the file as somebody; nothing else of a request matters here. */
async function fetchAs(role: Role, query: Record<string, string>, unit = field.homes.group) {
  const scope = await scopeOf(record.db, role, unit, { id: `a ${role}` });
  const context = {
    db: record.db,
    whoAsks: async () => ({ session: { mustChangePassword: false }, scope }),
  } as unknown as Context;
  const address = `http://localhost/api/fieldwork/numbers?${new URLSearchParams(query)}`;
  const reply = await answerNumbers(new Request(address), () => context, folder);
  return { status: reply.status, text: await reply.text() };
}

const asked = () => ({ mailing: String(order), format: "csv", reason: "交给短信服务商" });
const looks = () =>
  rows<{ actor_id: string; detail: unknown }>(
    "select actor_id, detail from audit_log where action = 'identity.viewed'",
  );

beforeAll(async () => {
  record = openRecord(database.url, { max: 8 });
  field = await waveInField(record.db, 6);
  for (let n = 1; n <= 5; n++)
    await rows(
      `insert into vault.phone (owner_id, position, sealed, hash)
       select r.owner_id, 1, $2, $3 from vault.respondent r where r.respondent_key = $1`,
      [field.keys.get(code(n)), seal.seal(phone(n)), seal.phoneHash(phone(n))],
    );
  const scope = await scopeOf(record.db, "hq_analyst", field.homes.group, { id: "runner" });
  const unitIds = [field.homes.projects.ash];
  const wish = mailingWish.parse({ waveId: field.waveId, kind: "invitation", channel: "sms", unitIds });
  const means = { email: false };
  order = await planMailing(
    record.db,
    scope,
    { ...wish, language: "zh-CN", requestId: randomUUID() },
    clock,
    means,
  );
  const desk = { db: record.db, dataDir: folder, publicUrl: "https://s.example.test", seal, mail: undefined };
  while (await runDueMailing({ ...desk, now: () => clock }));
  await rows("update frame_member set disposition = 'I' where respondent_key = $1", [
    field.keys.get(code(2)),
  ]);
  await rows(
    `update vault.owner set opted_out_at = now() where id =
       (select owner_id from vault.respondent where respondent_key = $1)`,
    [field.keys.get(code(3))],
  );
});
afterAll(async () => {
  await record.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

test("only who may open identities gets numbers; whoever runs the wave does not", async () => {
  for (const role of ["hq_analyst", "hq_head", "admin"] as const)
    expect(await fetchAs(role, asked())).toMatchObject({ status: 403 });
  expect((await fetchAs("region_head", asked(), field.homes.regions.east)).status).toBe(403);
  expect((await fetchAs("custodian", { ...asked(), reason: "" })).status).toBe(422);
  expect((await fetchAs("custodian", { ...asked(), mailing: "99999" })).status).toBe(404);
  expect(await looks()).toEqual([]);
});

test("the file holds number, link and text of those still to be written to, and its fetching is logged", async () => {
  const { status, text } = await fetchAs("custodian", asked());
  expect(status).toBe(200);
  const [head, ...lines] = text.replace("\uFEFF", "").trim().split(/\r?\n/);
  expect(head).toBe("phone,link,text");
  // the second answered, the third opted out, the sixth has no number
  expect(lines.map((line) => line.split(",")[0])).toEqual([phone(1), phone(4), phone(5)]);
  for (const line of lines) {
    const [, link = "", words = ""] = line.split(",");
    expect(link).toMatch(/^https:\/\/s\.example\.test\/s\/[\w-]{24}$/);
    expect(words).toContain(link);
  }
  expect(text).not.toContain("ASH-");
  expect(await looks()).toEqual([
    {
      actor_id: "a custodian",
      detail: {
        purpose: "text-messages",
        mailing: order,
        homes: 6,
        format: "csv",
        reason: "交给短信服务商",
      },
    },
  ]);
});

test("an order is offered as long as its links are kept, and says so when they are not", async () => {
  const custodian = await scopeOf(record.db, "custodian", field.homes.group, { id: "keeper" });
  const offered = async () => (await listPhoneOrders(record.db, custodian, folder)).map(({ id }) => id);
  expect(await offered()).toEqual([order]);
  await forgetLinks(folder, order);
  expect(await offered()).toEqual([]);
  expect((await fetchAs("custodian", asked())).status).toBe(410);
});
