import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { Scope } from "#server/scope/scope.ts";
import { judgeRecipient } from "#server/vault/recipients.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { mailingWish } from "./mailing-order.ts";
import { audienceOf } from "./mailing-rules.ts";
import { previewMailing } from "./plan-mailing.ts";

const database = await testDatabase();
let record: OpenRecord;
let field: WaveInField;
let scope: Scope;

const at = (text: string) => new Date(`${text}+08:00`);
const rows = (text: string, values: readonly unknown[]) => statementsOf(record.db)(text, values);
const key = (n: number) => field.keys.get(`OAK-${String(n).padStart(6, "0")}`) ?? "";

/** The owner of a home under the key another survey knows them by. */
async function otherKey(n: number, waveId: number): Promise<string> {
  const other = randomUUID();
  await rows(
    `with asked as (insert into frame_member (respondent_key, wave_id, project_id, phase)
       select $1::uuid, $2::bigint, project_id, phase from frame_member where respondent_key = $3::uuid returning respondent_key)
     insert into vault.respondent (respondent_key, wave_id, home_id, owner_id)
     select asked.respondent_key, $2::bigint, r.home_id, r.owner_id from asked, vault.respondent r where r.respondent_key = $3::uuid`,
    [other, waveId, key(n)],
  );
  return other;
}

beforeAll(async () => {
  record = openRecord(database.url);
  field = await waveInField(record.db, 4);
  scope = await scopeOf(record.db, "hq_analyst", field.homes.group, { id: "runner" });
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("whom another survey invited or met since the frame was made is not invited, and is reminded all the same", async () => {
  const { waveId } = field;
  const [other] = await statementsOf(record.db)<{ id: number }>(
    `insert into wave (kind, year, name, questionnaire_id, questionnaire_version, cutoff_on, opens_on, closes_on, state)
     values ('residence', 2025, '入住回访', 'annual', 1, '2025-11-01', '2025-11-01', '2025-12-31', 'field') returning id`,
  );
  const otherWave = other?.id ?? 0;
  const invite =
    "insert into invitation (respondent_key, wave_id, token_hash, channel, state, created_at) values ($1::uuid, $2, sha256(convert_to($1::uuid::text, 'UTF8')), 'sms', $3, $4)";
  await rows(invite, [await otherKey(1, otherWave), otherWave, "sent", at("2025-11-04T10:00:00")]);
  // a message that never arrived disturbed nobody
  await rows(invite, [await otherKey(2, otherWave), otherWave, "failed", at("2025-11-04T10:00:00")]);
  await rows(
    "insert into attempt (respondent_key, at, mode, disposition) values ($1, $2, 'phone', 'no_answer')",
    [await otherKey(3, otherWave), at("2025-11-05T10:00:00")],
  );
  const preview = async (kind: "invitation" | "reminder", now: Date) => {
    const wish = mailingWish.parse({ waveId, kind, channel: "sms", unitIds: [field.homes.projects.oak] });
    const { written, spared } = await previewMailing(record.db, scope, wish, now, { email: false });
    return { written, ...Object.fromEntries(spared.map(({ reason, n }) => [reason, n])) };
  };
  expect(await preview("invitation", at("2025-11-06T10:00:00"))).toEqual({ written: 2, asked_elsewhere: 2 });
  const order = { waveId, kind: "invitation", channel: "email", audience: {} } as const;
  const judged = async (n: number, now: Date) =>
    judgeRecipient(statementsOf(record.db), await audienceOf(record.db, order, now), key(n));
  expect(await judged(1, at("2025-11-06T10:00:00"))).toEqual({ spared: "asked_elsewhere" });
  expect(await judged(3, at("2025-11-06T10:00:00"))).toEqual({ spared: "asked_elsewhere" });
  expect(await judged(2, at("2025-11-06T10:00:00"))).toEqual({ spared: "no_address" });

  // ninety days after the other invitation one may be invited again
  await rows("update wave set closes_on = '2026-03-01' where id = $1", [waveId]);
  expect(await judged(1, at("2026-02-02T10:00:00"))).toEqual({ spared: "asked_elsewhere" });
  expect(await judged(1, at("2026-02-03T10:00:00"))).toEqual({ spared: "no_address" });

  await rows(invite, [key(1), waveId, "sent", at("2025-11-06T10:00:00")]);
  expect(await preview("reminder", at("2025-11-11T10:00:00"))).toEqual({ written: 1, not_invited: 3 });
});
