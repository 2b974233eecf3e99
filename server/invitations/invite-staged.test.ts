import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type FieldWaveFixture, fieldWave } from "#tests/field-wave.ts";
import { type OpenRecord, openRecord } from "../database/connection.ts";
import { inviteStaged } from "./invite-staged.ts";
import { tokenHash } from "./token.ts";

let database: TestDatabase;
let record: OpenRecord;
let wave: FieldWaveFixture;
let keys: readonly string[];

beforeAll(async () => {
  database = await testDatabase();
  record = openRecord(database.url, { max: 2 });
  wave = await fieldWave(record.db, { owners: 12, today: "2026-11-22" });
  const { rows } = await record.pool.query("select respondent_key as key from frame_member order by 1");
  keys = rows.map(({ key }) => key);
});

afterAll(async () => {
  await record.close();
  await database.drop();
});

async function* inBatches(all: readonly string[], size: number) {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size).map((key) => ({ key }));
}

const order = () =>
  ({ waveId: wave.waveId, channel: "letter", publicUrl: "https://survey.example.com" }) as const;

async function letters(): Promise<ReadonlyMap<string, string>> {
  const { rows } = await record.pool.query(
    "select respondent_key as key, token_hash as hash from invitation where channel = 'letter'",
  );
  return new Map(rows.map(({ key, hash }) => [hash.toString("hex"), key]));
}

test("every home gets a link of its own that the record knows, in its order, also from uneven batches", async () => {
  const made: { home: { key: string }; link: string }[] = [];
  await record.db.transaction().execute(async (tx) => {
    for await (const each of inviteStaged(tx, order(), inBatches(keys, 5))) made.push(each);
  });
  expect(made.map(({ home }) => home.key)).toEqual(keys);
  const kept = await letters();
  expect(kept.size).toBe(keys.length);
  for (const { home, link } of made)
    expect(kept.get(tokenHash(link.split("/s/")[1] ?? "").toString("hex"))).toBe(home.key);
});

test("when the record refuses a home, whoever takes the links is told and nobody is invited", async () => {
  const before = (await letters()).size;
  const stranger = "00000000-0000-4000-8000-000000000000";
  const taking = record.db.transaction().execute(async (tx) => {
    const taken: string[] = [];
    for await (const { link } of inviteStaged(tx, order(), inBatches([...keys.slice(0, 6), stranger], 3)))
      taken.push(link);
    return taken;
  });
  await expect(taking).rejects.toMatchObject({ code: "23503" });
  expect((await letters()).size).toBe(before);
});

test("whoever stops taking leaves the connection free for the next statement", async () => {
  await record.db.transaction().execute(async (tx) => {
    for await (const { link } of inviteStaged(tx, order(), inBatches(keys, 3))) {
      expect(link).toMatch(/\/s\/[\w-]{24}$/);
      break;
    }
    await tx.deleteFrom("invitation").where("channel", "=", "letter").execute();
  });
  expect((await letters()).size).toBe(0);
});
