import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRecord } from "#server/database/connection.ts";
import { type EmbeddedPostgres, embeddedPostgres } from "#server/database/embedded-postgres.ts";
import { migrate } from "#server/database/migrate.ts";
import { receiptNumber } from "#server/submissions/receipt.ts";
import { fieldWave } from "#tests/field-wave.ts";
import { runServer } from "#tests/running-server.ts";
import { sendAll, submissions } from "./storm.ts";

let dataDir: string;
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "ownervoice-recovery-"));
  postgres = await embeddedPostgres(dataDir);
  await migrate(postgres.url);
});

afterAll(async () => {
  await postgres.release();
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(dirname(postgres.directory), { recursive: true, force: true });
});

type Postmaster = {
  readonly pid: number;
  readonly argv: readonly string[];
  readonly uid: number;
  readonly gid: number;
};

/** The running server process, as Linux knows it, so that it can be started again on the same port. */
function postmaster(): Postmaster {
  const file = join(postgres.directory, "cluster", "postmaster.pid");
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const argv = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
  const { uid, gid } = statSync(`/proc/${pid}`);
  return { pid, argv, uid, gid };
}

/** Starts it again when it has ended. */
async function restart({ argv, uid, gid }: Postmaster): Promise<void> {
  while (existsSync(join(postgres.directory, "cluster", "postmaster.pid"))) await delay(20);
  const [program = "", ...flags] = argv;
  spawn(program, flags, { uid, gid, cwd: "/", detached: true, stdio: "ignore" }).unref();
}

// SIGQUIT ends it as a power cut would: no checkpoint, connections dropped
test("PostgreSQL crashing under load loses no receipt; the server says so meanwhile and recovers by itself", async () => {
  const before = openRecord(postgres.url, { max: 1 });
  const wave = await fieldWave(before.db, { owners: 2_000, today: new Date().toISOString().slice(0, 10) });
  await before.close();
  const all = submissions(wave.tokens);
  const server = await runServer({ DATABASE_URL: postgres.url, DATA_DIR: dataDir });

  const database = postmaster();
  let shown = 0;
  const replies = await sendAll(server.url, all, ({ receipt }) => {
    if (receipt !== undefined && ++shown === 300) process.kill(database.pid, "SIGQUIT");
  });
  const down = await fetch(`${server.url}/api/health`);
  expect(down.status).toBe(503);
  expect(await down.json()).toMatchObject({ status: "unavailable", postgres: "unavailable" });
  expect([...new Set(replies.map(({ status }) => status))].toSorted()).toEqual([200, 503]);

  const [first] = all;
  const early = await sendAll(server.url, first ? [first] : []);
  expect(early.map(({ status }) => status)).toEqual([503]);

  await restart(database);
  for (let attempt = 0; attempt < 200 && !(await fetch(`${server.url}/api/health`)).ok; attempt++)
    await delay(50);
  const again = await sendAll(server.url, all);
  for (const [index, { status, receipt }] of again.entries()) {
    expect([200, 202]).toContain(status);
    const earlier = replies[index]?.receipt;
    if (earlier !== undefined) expect(receipt).toBe(earlier);
  }
  const after = openRecord(postgres.url, { max: 1 });
  const { rows } = await after.pool.query<{ id: string }>("select id from response where wave_id = $1", [
    wave.waveId,
  ]);
  await after.close();
  expect(rows.map(({ id }) => receiptNumber(id)).toSorted()).toEqual(
    again.map(({ receipt }) => receipt).toSorted(),
  );

  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
}, 180_000);
