import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { type IdentitySeal, identitySeal } from "#server/vault/identity-seal.ts";
import { type AnalysisRecord, analysisRecord, insertMember, insertResponse } from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";

let database: TestDatabase;
let sample: AnalysisRecord;
let record: OpenRecord;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ownervoice-cli-"));
  database = await testDatabase();
  sample = await analysisRecord(database.url);
  record = openRecord(database.url, { max: 2 });
  for (const score of [5, 4, 2]) {
    const key = await insertMember(sample.client, {
      waveId: sample.waves.second,
      projectId: sample.units.oak,
    });
    await insertResponse(sample.client, { key, answers: { Y01: score } });
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await record.close();
  await sample.close();
  await database.drop();
});

function ov(...words: string[]) {
  const env = { ...process.env, DATABASE_URL: database.url, DATA_DIR: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["server/cli/ov.mjs", ...words], {
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("ov load builds the analysis, and then has nothing to do", () => {
  const first = ov("load", "--json");
  expect(first).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(first.stdout)).toMatchObject({ kind: "rebuild", responses: 3, heldBy: null });
  const second = JSON.parse(ov("load", "--json").stdout);
  expect(second).toMatchObject({ kind: "nothing", dataVersion: JSON.parse(first.stdout).dataVersion });
  expect(JSON.parse(ov("load", "--rebuild", "--json").stdout)).toMatchObject({ kind: "rebuild" });
});

test("beside a running server commands answer by themselves, and --rebuild reaches the server", async () => {
  let server: Analysis | undefined;
  try {
    server = await openAnalysis({ record, path: join(folder, "analysis.duckdb") });
    await server.load();
    const answered = JSON.parse(ov("load", "--rebuild", "--json").stdout);
    expect(answered).toMatchObject({
      responses: 3,
      heldBy: process.pid,
      dataVersion: server.freshness().dataVersion,
    });
    expect((await server.load()).kind).toBe("rebuild");
    const path = join(folder, "beside.csv");
    expect(JSON.parse(ov("export", "responses", "--out", path, "--json").stdout)).toEqual({
      what: "responses",
      path,
      rows: 3,
    });
  } finally {
    await server?.close();
  }
});

test("an export by command is in the log, and doctor says how the analysis stands", async () => {
  const path = join(folder, "logged.csv");
  expect(ov("export", "responses", "--out", path).status).toBe(0);
  const entry = await record.db
    .selectFrom("audit_log")
    .select(["action", "actor_id", "subject", "detail"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  expect(entry).toEqual({
    action: "export.made",
    actor_id: null,
    subject: "export:responses",
    detail: { format: "csv", rows: 3, by: "command" },
  });
  const { findings } = JSON.parse(ov("doctor", "--json").stdout) as {
    findings: { what: string; state: string; says: string }[];
  };
  expect(findings.find(({ what }) => what.includes("Analysis"))).toMatchObject({
    state: "ok",
    says: expect.stringMatching(/^last written 20/),
  });
});

test("doctor tells when the secret is not the one of the record", async () => {
  const sealed = () => {
    const { findings } = JSON.parse(ov("doctor", "--json").stdout) as {
      findings: { what: string; state: string; says: string }[];
    };
    return findings.find(({ what }) => what.includes("Sealed"));
  };
  expect(sealed()).toMatchObject({ state: "ok", says: "nothing is sealed yet" });
  const owner = await record.db
    .insertInto("vault.owner")
    .defaultValues()
    .returning("id")
    .executeTakeFirstOrThrow();
  const hold = async (seal: IdentitySeal) => {
    const row = {
      owner_id: owner.id,
      position: 1,
      sealed: seal.seal("13800000000"),
      hash: seal.phoneHash("1"),
    };
    await record.db.deleteFrom("vault.phone").execute();
    await record.db.insertInto("vault.phone").values(row).execute();
  };
  await hold(identitySeal());
  expect(sealed()).toMatchObject({ state: "ok", says: expect.stringMatching(/^opened/) });
  await hold(identitySeal(() => Buffer.alloc(32, 9)));
  expect(sealed()).toMatchObject({
    state: "broken",
    says: expect.stringMatching(/links sent to owners open nothing; put back the secret of before/),
  });
});

test("ov export writes the definition in force", () => {
  const path = join(folder, "definition.json");
  expect(ov("export", "definition", "--out", path).status).toBe(0);
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ id: "owner-satisfaction", version: 1 });
});

test("a wrong call ends with 2 and says how it is done, a missing wave with 1", () => {
  const named = /ov export responses\|readings\|operations\|definition --out FILE/;
  expect(ov("export", "everything", "--out", "x.csv")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(named),
  });
  expect(ov("export", "responses").stderr).toMatch(named);
  expect(ov("export", "responses", "--out", "x.doc")).toMatchObject({ status: 2 });
  const missing = ov("export", "responses", "--wave", "1999", "--out", join(folder, "none.csv"), "--json");
  expect(missing.status).toBe(1);
  expect(JSON.parse(missing.stderr).error).toMatchObject({ code: "not_found" });
  expect(existsSync(join(folder, "none.csv"))).toBe(false);
});
