import { mkdtempSync, readFileSync, rmSync } from "node:fs";
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

const OWNERS = 1_500;

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

function postmaster(): number {
  const file = join(postgres.directory, "cluster", "postmaster.pid");
  return Number(readFileSync(file, "utf8").split("\n")[0]);
}

test("a PostgreSQL of ours killed in mid-storm is started again by the running server, and no receipt is lost", async () => {
  const before = openRecord(postgres.url, { max: 1 });
  const today = new Date().toISOString().slice(0, 10);
  const wave = await fieldWave(before.db, { owners: OWNERS, today });
  await before.close();
  const all = submissions(wave.tokens);
  const server = await runServer({ DATA_DIR: dataDir });

  const seen = new Map<number, string>();
  for (const receipts of [200, 500]) {
    const killed = postmaster();
    let shown = 0;
    const replies = await sendAll(server.url, all, ({ receipt }) => {
      if (receipt !== undefined && ++shown === receipts) process.kill(killed, "SIGKILL");
    });
    expect(
      [...new Set(replies.map(({ status }) => status ?? 0))].every((each) => [200, 202, 503].includes(each)),
    ).toBe(true);
    for (const [index, { receipt }] of replies.entries()) {
      if (receipt === undefined) continue;
      expect(seen.get(index) ?? receipt).toBe(receipt);
      seen.set(index, receipt);
    }
    for (let attempt = 0; attempt < 600 && !(await fetch(`${server.url}/api/health`)).ok; attempt++)
      await delay(100);
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
    expect(postmaster()).not.toBe(killed);
  }
  expect(seen.size).toBeGreaterThanOrEqual(500);

  const again = await sendAll(server.url, all);
  for (const [index, { status, receipt }] of again.entries()) {
    expect([200, 202]).toContain(status);
    if (seen.has(index)) expect(receipt).toBe(seen.get(index));
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
}, 240_000);
