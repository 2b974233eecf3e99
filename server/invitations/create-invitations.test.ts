import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type FieldWaveFixture, fieldWave } from "#tests/field-wave.ts";
import { type OpenRecord, openRecord } from "../database/connection.ts";
import { createInvitations, type InvitationOrder, type NewInvitation } from "./create-invitations.ts";
import { tokenHash } from "./token.ts";

let database: TestDatabase;
let record: OpenRecord;
let wave: FieldWaveFixture;

beforeAll(async () => {
  database = await testDatabase();
  record = openRecord(database.url, { max: 2 });
  wave = await fieldWave(record.db, { owners: 12, today: "2026-11-22" });
});

afterAll(async () => {
  await record.close();
  await database.drop();
});

async function invite(more: Partial<InvitationOrder> = {}): Promise<readonly NewInvitation[]> {
  const order = {
    waveId: wave.waveId,
    channel: "sms",
    publicUrl: "https://survey.example.com/",
    ...more,
  } as const;
  const made: NewInvitation[] = [];
  for await (const batch of createInvitations(record.db, order)) made.push(...batch);
  return made;
}

function members(set: string) {
  return record.pool.query(
    `update frame_member set ${set} where respondent_key in (select respondent_key from frame_member order by respondent_key limit 1)`,
  );
}

test("a link is a long random token of which the record keeps only a hash", async () => {
  expect(new Set(wave.tokens).size).toBe(12);
  for (const token of wave.tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{24}$/);
  const { rows } = await record.pool.query("select row_to_json(i)::text as kept from invitation i");
  for (const token of wave.tokens) expect(rows.map(({ kept }) => kept).join()).not.toContain(token);
});

test("rows are written in the order of their keys and hashes, and each link stays with its home", async () => {
  const { rows } = await record.pool.query<{ key: string; hash: Buffer }>(
    "select respondent_key as key, token_hash as hash from invitation order by id",
  );
  const heads = [rows.map(({ key }) => key.slice(0, 8)), rows.map(({ hash }) => hash.toString("hex", 0, 4))];
  for (const head of heads) expect(head).toEqual(head.toSorted());
  await record.pool.query("delete from invitation");
  for (const { respondentKey, link } of await invite()) {
    const kept = await record.pool.query("select token_hash from invitation where respondent_key = $1", [
      respondentKey,
    ]);
    expect(kept.rows).toEqual([{ token_hash: tokenHash(link.split("/s/")[1] ?? "") }]);
  }
});

test("nobody is invited twice; a failed or revoked invitation makes room for another", async () => {
  expect(await invite()).toEqual([]);
  await record.pool.query(
    "update invitation set state = 'failed' where id in (select id from invitation order by id limit 2)",
  );
  await record.pool.query(
    "update invitation set state = 'revoked' where id in (select id from invitation order by id desc limit 1)",
  );
  const made = await invite({ limit: 2 });
  expect(made).toHaveLength(2);
  expect(made[0]?.link).toMatch(/^https:\/\/survey\.example\.com\/s\/[A-Za-z0-9_-]{24}$/);
  expect(await invite()).toHaveLength(1);
});

test("those outside the sample, excluded or with an outcome are left alone", async () => {
  await record.pool.query("delete from invitation");
  for (const [set, undo] of [
    ["sampled = false", "sampled = true"],
    ["exclusion = 'staff', exclusion_by = 'hq'", "exclusion = null, exclusion_by = null"],
    ["disposition = 'R'", "disposition = null"],
  ] as const) {
    await members(set);
    expect(await invite()).toHaveLength(11);
    await members(undo);
    expect(await invite()).toHaveLength(1);
    await record.pool.query("delete from invitation");
  }
});

test("other projects are not invited when some are named", async () => {
  expect(await invite({ projectIds: [wave.projectId + 1_000] })).toEqual([]);
  expect(await invite({ projectIds: [wave.projectId] })).toHaveLength(12);
});
