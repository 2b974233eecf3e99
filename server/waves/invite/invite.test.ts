import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { tokenHash } from "#server/invitations/token.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";
import { testDatabase } from "#tests/database.ts";
import { type OwnedHomes, ownedHomes, SOUND_DRAFT, scopeOf } from "#tests/owned-homes.ts";
import { createWave, waveDraft } from "../draft-wave.ts";
import { lockWave } from "../lock-wave.ts";
import { openField } from "../open-field.ts";
import { drawSample } from "../sample/draw-sample.ts";
import { type WaveManager, waveManager } from "../wave-manager.ts";
import { inviteWave } from "./invite-wave.ts";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "invite-"));
let record: OpenRecord;
let homes: OwnedHomes;
let by: WaveManager;
let waveId: number;

const order = (file: string, limit?: number) => ({
  waveId,
  channel: "sms" as const,
  publicUrl: "https://survey.example.test/",
  path: join(folder, file),
  today: "2025-11-06",
  ...(limit !== undefined && { limit }),
});

function linesOf(file: string): Record<string, string>[] {
  return parse(readFileSync(join(folder, file)), { columns: true, bom: true });
}

beforeAll(async () => {
  record = openRecord(database.url);
  homes = await ownedHomes(record.db, 12);
  by = waveManager(await scopeOf(record.db, "hq_analyst", homes.group));
  waveId = await createWave(record.db, by, waveDraft.parse(SOUND_DRAFT));
});
afterAll(async () => {
  await record.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

test("nobody is invited before the frame is fixed and the sample drawn", async () => {
  await expect(inviteWave(record.db, by, order("a.csv"))).rejects.toMatchObject({ code: "conflict" });
  await lockWave(record.db, by, waveId, "2025-11-02");
  await expect(inviteWave(record.db, by, order("a.csv"))).rejects.toMatchObject({ code: "conflict" });
  expect(existsSync(join(folder, "a.csv"))).toBe(false);
});

test("a file holds the homes of the sample with their links, once each, and no person", async () => {
  const { db } = record;
  const run = statementsOf(db);
  await drawSample(db, by, waveId, {
    plan: { plan: { kind: "per-stratum", answers: 2, rate: 1 }, takeAllBelow: 0 },
    seed: 3,
  });
  await openField(db, by, waveId, "2025-11-05");
  await run(
    `update home set code = '=cmd|calc' where id = (
       select r.home_id from frame_member m join vault.respondent r using (respondent_key)
       where m.wave_id = $1 and m.sampled order by respondent_key desc limit 1)`,
    [waveId],
  );
  await run(
    `update vault.owner set opted_out_at = now() where id = (
       select r.owner_id from frame_member m join vault.respondent r using (respondent_key)
       where m.wave_id = $1 and m.sampled order by respondent_key limit 1)`,
    [waveId],
  );
  const first = await inviteWave(db, by, order("a.csv", 10));
  expect(first).toMatchObject({ invited: 10, optedOut: 1 });
  await expect(inviteWave(db, by, order("a.csv"))).rejects.toMatchObject({ code: "usage" });
  expect(await inviteWave(db, by, order("b.csv"))).toMatchObject({ invited: 13, optedOut: 0 });
  expect(await inviteWave(db, by, order("c.csv"))).toMatchObject({ invited: 0 });

  const lines = [...linesOf("a.csv"), ...linesOf("b.csv")];
  expect(Object.keys(lines[0] ?? {})).toEqual(["home_code", "link", "project", "phase", "last_day"]);
  expect(new Set(lines.map(({ home_code }) => home_code)).size).toBe(23);
  const hashes = lines.map(({ link }) =>
    tokenHash(link?.replace("https://survey.example.test/s/", "") ?? ""),
  );
  const found = await run<{ n: number }>(
    `select count(*) as n from invitation i join frame_member m using (respondent_key)
     where i.token_hash = any($1) and m.sampled and m.exclusion is null`,
    [hashes],
  );
  expect(found[0]?.n).toBe(23);
  expect(lines.map(({ home_code }) => home_code)).toContain("'=cmd|calc");
  const [audit] = await run<{ detail: unknown }>(
    "select detail from audit_log where action = 'export.made' order by id limit 1",
  );
  expect(audit?.detail).toEqual({ what: "invitations", rows: 10 });
});

test("with a secret that is not the record's nobody is invited, for the server would refuse the links", async () => {
  const theirs = identitySeal(() => Buffer.alloc(32, 9));
  const run = statementsOf(record.db);
  await run(
    "insert into vault.phone (owner_id, position, sealed, hash) select id, 1, $1, $2 from vault.owner limit 1",
    [theirs.seal("13"), theirs.phoneHash("13")],
  );
  await expect(inviteWave(record.db, by, order("f.csv"))).rejects.toMatchObject({
    code: "bad_configuration",
    message: expect.stringContaining("set SECRET or DATA_DIR as the server has them"),
  });
  await run("delete from vault.phone");
  expect(existsSync(join(folder, "f.csv"))).toBe(false);
});

test("when the file cannot be written nobody was invited", async () => {
  const { db } = record;
  await drawSample(db, by, waveId, {
    plan: { plan: { kind: "per-stratum", answers: 3, rate: 1 }, takeAllBelow: 0 },
  });
  await expect(
    inviteWave(db, by, { ...order("d.csv"), path: join(folder, "no", "d.csv") }),
  ).rejects.toMatchObject({
    code: "file_unreadable",
  });
  expect(await inviteWave(db, by, order("d.xlsx"))).toMatchObject({ invited: 12 });
  expect(existsSync(join(folder, "d.xlsx"))).toBe(true);
});

test("after the last day nobody is invited", async () => {
  await expect(inviteWave(record.db, by, { ...order("e.csv"), today: "2025-12-16" })).rejects.toMatchObject({
    code: "conflict",
  });
});
