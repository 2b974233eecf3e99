import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { type EmbeddedPostgres, embeddedPostgres } from "#server/database/embedded-postgres.ts";
import { migrate } from "#server/database/migrate.ts";
import { receiptNumber } from "#server/submissions/receipt.ts";
import { fieldWave } from "#tests/field-wave.ts";
import { runServer } from "#tests/running-server.ts";
import { type Reply, sendAll, submissions } from "./storm.ts";

const OWNERS = 2_000;

let dataDir: string;
let postgres: EmbeddedPostgres;
let record: OpenRecord;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "ownervoice-recovery-"));
  postgres = await embeddedPostgres(dataDir);
  await migrate(postgres.url);
  record = openRecord(postgres.url, { max: 2 });
});

afterAll(async () => {
  await record.close();
  await postgres.release();
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(dirname(postgres.directory), { recursive: true, force: true });
});

async function storedReceipts(waveId: number): Promise<readonly string[]> {
  const { rows } = await record.pool.query<{ id: string }>("select id from response where wave_id = $1", [
    waveId,
  ]);
  return rows.map(({ id }) => receiptNumber(id));
}

/** Kills the server with SIGKILL as soon as so many receipts were shown; returns what every owner saw. */
async function stormUntilKilled(
  all: Parameters<typeof sendAll>[1],
  receipts: number,
): Promise<readonly Reply[]> {
  const server = await runServer({ DATA_DIR: dataDir });
  let shown = 0;
  const replies = await sendAll(server.url, all, ({ receipt }) => {
    if (receipt !== undefined && ++shown === receipts) server.child.kill("SIGKILL");
  });
  server.child.kill("SIGKILL");
  expect(await server.ended).toBe("SIGKILL");
  return replies;
}

test("a server killed during 2,000 concurrent submissions loses no receipt it has shown, and doubles none", async () => {
  const wave = await fieldWave(record.db, { owners: OWNERS, today: new Date().toISOString().slice(0, 10) });
  const all = submissions(wave.tokens);
  const seen = new Map<string, string>();
  let broken = 0;
  for (const receipts of [50, 400, 900]) {
    const replies = await stormUntilKilled(all, receipts);
    const stored = await storedReceipts(wave.waveId);
    for (const [index, { receipt }] of replies.entries()) {
      const { token = "" } = all[index] ?? {};
      if (receipt === undefined) broken++;
      else {
        expect(stored.filter((each) => each === receipt)).toHaveLength(1);
        expect(seen.get(token) ?? receipt).toBe(receipt);
        seen.set(token, receipt);
      }
    }
  }
  expect(broken).toBeGreaterThan(0);
  expect(seen.size).toBeGreaterThan(400);

  const server = await runServer({ DATA_DIR: dataDir });
  const again = await sendAll(server.url, all);
  for (const [index, { status, receipt }] of again.entries()) {
    expect([200, 202]).toContain(status);
    const before = seen.get(all[index]?.token ?? "");
    if (before !== undefined) expect(receipt).toBe(before);
  }
  const stored = await storedReceipts(wave.waveId);
  expect(stored.toSorted()).toEqual(again.map(({ receipt }) => receipt).toSorted());
  expect(new Set(stored).size).toBe(OWNERS);

  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
}, 180_000);

test("a server asked to stop under load answers everything it has kept, and keeps nothing it has not answered", async () => {
  const today = new Date().toISOString().slice(0, 10);
  const wave = await fieldWave(record.db, { owners: OWNERS, today, year: 2099 });
  const all = submissions(wave.tokens);
  const server = await runServer({ DATA_DIR: dataDir });
  let shown = 0;
  const replies = await sendAll(server.url, all, ({ receipt }) => {
    if (receipt !== undefined && ++shown === 300) server.child.kill("SIGTERM");
  });
  expect(await server.ended).toBe(0);
  const receipts = replies.flatMap(({ receipt }) => receipt ?? []);
  expect(receipts.length).toBeGreaterThanOrEqual(300);
  expect((await storedReceipts(wave.waveId)).toSorted()).toEqual(receipts.toSorted());
}, 120_000);
