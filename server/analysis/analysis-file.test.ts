import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { contents } from "#tests/analysis-contents.ts";
import { type AnalysisRecord, analysisRecord, insertMember, insertResponse } from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { openAnalysis } from "./analysis.ts";
import { commandAnalysis } from "./command-analysis.ts";

let database: TestDatabase;
let sample: AnalysisRecord;
let record: OpenRecord;
let folder: string;
let path: string;

beforeAll(async () => {
  database = await testDatabase();
  sample = await analysisRecord(database.url);
  record = openRecord(database.url, { max: 6 });
  const { client, units, waves } = sample;
  for (let n = 0; n < 40; n++) {
    const projectId = n % 2 === 0 ? units.oak : units.ash;
    const key = await insertMember(client, {
      waveId: waves.second,
      projectId,
      phase: n % 3 === 0 ? "O" : "S",
    });
    if (n % 4 !== 0)
      await insertResponse(client, { key, answers: { Y01: 1 + (n % 5), Y02: 1 + (n % 3), Y04: n % 11 } });
  }
});
afterAll(async () => {
  await record.close();
  await sample.close();
  await database.drop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ownervoice-analysis-"));
  path = join(folder, "analysis.duckdb");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Opens, loads, takes everything down and closes. */
async function visit() {
  const analysis = await openAnalysis({ record, path });
  try {
    const report = await analysis.load();
    const request = {
      questionnaire: "annual",
      waveIds: [sample.waves.second],
      by: [],
      columns: [{ kind: "answer", item: "Y01" }],
    } as const;
    const { moments } = await analysis.moments(request);
    return { report, contents: await contents(analysis), moments };
  } finally {
    await analysis.close();
  }
}

test("a second start takes the file over as it is", async () => {
  const first = await visit();
  expect(first.report.kind).toBe("rebuild");
  const second = await visit();
  expect(second.report.kind).toBe("nothing");
  expect(second.contents).toEqual(first.contents);
  expect(second.moments).toEqual(first.moments);
  expect(second.report.dataVersion).toBe(first.report.dataVersion);
});

test("a deleted file comes back with the same numbers", async () => {
  const first = await visit();
  rmSync(path);
  const second = await visit();
  expect(second.report.kind).toBe("rebuild");
  expect(second.contents).toEqual(first.contents);
  expect(second.report.dataVersion).toBe(first.report.dataVersion);
});

test("a file of anything else is thrown away and built anew", async () => {
  const first = await visit();
  writeFileSync(path, "not a database ".repeat(1000));
  expect((await visit()).contents).toEqual(first.contents);
});

/** Writes noise over everything but the headers. */
function damage() {
  const file = openSync(path, "r+");
  const noise = Buffer.alloc(4096, 0xa5);
  for (let at = 3 * noise.length; at + noise.length < statSync(path).size; at += noise.length) {
    writeSync(file, noise, 0, noise.length, at);
  }
  closeSync(file);
}

test("a file damaged inside is built anew", async () => {
  const first = await visit();
  damage();
  const second = await visit();
  expect(second.contents).toEqual(first.contents);
  expect(second.report.dataVersion).toBe(first.report.dataVersion);
});

test("damage that a question meets first is mended before the answer", async () => {
  const first = await visit();
  const analysis = await openAnalysis({ record, path });
  try {
    expect((await analysis.load()).kind).toBe("nothing");
    damage();
    expect(await contents(analysis)).toEqual(first.contents);
    expect(analysis.freshness().dataVersion).toBe(first.report.dataVersion);
  } finally {
    await analysis.close();
  }
});

test("nobody else may read the file", async () => {
  await visit();
  expect(statSync(path).mode & 0o077).toBe(0);
});

test("one process has one analysis on a file", async () => {
  const analysis = await openAnalysis({ record, path });
  try {
    await expect(openAnalysis({ record, path })).rejects.toMatchObject({
      code: "analysis_unavailable",
      details: { pid: process.pid },
    });
  } finally {
    await analysis.close();
  }
  await (await openAnalysis({ record, path })).close();
});

test("a lock of a living process is kept, one of a dead process is taken over", async () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  writeFileSync(`${path}.lock`, JSON.stringify({ pid: other.pid }));
  await expect(openAnalysis({ record, path })).rejects.toThrow(new RegExp(`process ${other.pid}`));
  other.kill("SIGKILL");
  await once(other, "exit");
  const analysis = await openAnalysis({ record, path });
  expect(JSON.parse(readFileSync(`${path}.lock`, "utf8")).pid).toBe(process.pid);
  await analysis.close();
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test("a lock of an earlier process with the same number is taken over", async () => {
  writeFileSync(`${path}.lock`, JSON.stringify({ pid: process.ppid, start: "1" }));
  await (await openAnalysis({ record, path })).close();
});

test("a command beside a running server answers the same from a private analysis", async () => {
  const server = await openAnalysis({ record, path });
  try {
    await server.load();
    const command = await commandAnalysis(record, path);
    expect(command.heldBy).toBe(process.pid);
    expect(command.report.dataVersion).toBe(server.freshness().dataVersion);
    expect(await contents(command.analysis)).toEqual(await contents(server));
    await command.analysis.close();
  } finally {
    await server.close();
  }
});

const CHILD = `
  import { openRecord } from "./server/database/connection.ts";
  import { openAnalysis } from "./server/analysis/analysis.ts";
  const [url, path] = process.argv.slice(1);
  const record = openRecord(url);
  const analysis = await openAnalysis({ record, path });
  console.log("opened");
  for (;;) console.log((await analysis.load({ rebuild: true })).dataVersion);
`;

test("a process killed while it loads leaves an analysis that is whole, old or new", async () => {
  const first = await visit();
  for (const [after, ticks] of [
    ["opened", 10],
    ["opened", 120],
    [first.report.dataVersion, 5],
    [first.report.dataVersion, 60],
  ] as const) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", CHILD, database.url, path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of child.stdout) if (String(line).includes(after)) break;
    await new Promise((done) => setTimeout(done, ticks));
    child.kill("SIGKILL");
    await once(child, "exit");
    const next = await visit();
    expect(next.contents).toEqual(first.contents);
    expect(next.moments).toEqual(first.moments);
    expect(next.report.dataVersion).toBe(first.report.dataVersion);
  }
});

test("no query reads or writes a file, loads an extension or changes a setting", async () => {
  const analysis = await openAnalysis({ record, path });
  try {
    await analysis.load();
    const secret = join(folder, "secret.csv");
    writeFileSync(secret, "a,b\n1,2\n");
    const refused = [
      `select * from read_csv('${secret}')`,
      `select * from read_text('${secret}')`,
      `copy (select 1) to '${join(folder, "out.csv")}'`,
      `attach '${join(folder, "other.duckdb")}'`,
      "install httpfs",
      "load httpfs",
      "set enable_external_access = true",
      "set lock_configuration = false",
      "set threads = 8",
      "pragma enable_external_access",
    ];
    for (const statement of refused) await expect(analysis.query(statement), statement).rejects.toThrow();
    expect(existsSync(join(folder, "out.csv"))).toBe(false);
    expect(await analysis.query("select current_setting('enable_external_access') as access")).toEqual([
      { access: false },
    ]);
  } finally {
    await analysis.close();
  }
});
