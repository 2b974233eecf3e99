import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRecord } from "#server/database/connection.ts";
import { embeddedPostgres } from "#server/database/embedded-postgres.ts";
import { migrate } from "#server/database/migrate.ts";
import { trustedProxies } from "#server/http/client-address.ts";
import { createFront, listen } from "#server/http/front.ts";
import { createLog } from "#server/log.ts";
import { ownerDesk } from "#server/submissions/owner-desk.ts";
import { ownerDoor } from "#server/submissions/owner-door.ts";
import { fieldWave } from "#tests/field-wave.ts";
import { slowDisk } from "./slow-disk.ts";
import { floorServer } from "./submission-floor.ts";

export type SubmissionStage = {
  /** Ports of the floor and of the real door, both in this process. */
  readonly floor: number;
  readonly real: number;
  readonly tokens: readonly string[];
  /** Data folder of the PostgreSQL beneath both. */
  readonly cluster: string;
  readonly close: () => Promise<void>;
};

/**
 * A PostgreSQL with fsync, a wave in the field, the real door and the floor beside it.
 * @param syncMs how much longer than on this machine a sync to disk takes
 */
export async function submissionStage(owners: number, syncMs = 0): Promise<SubmissionStage> {
  const folder = mkdtempSync(join(tmpdir(), "ownervoice-bench-"));
  chmodSync(folder, 0o711);
  process.env.SECRET ??= randomUUID();
  if (syncMs > 0) slowDisk(folder, syncMs);
  const postgres = await embeddedPostgres(folder);
  await migrate(postgres.url);
  const record = openRecord(postgres.url);
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { tokens } = await fieldWave(record.db, { owners, today });
  await record.pool.query("vacuum analyze");
  const desk = ownerDesk(postgres.url);
  const floor = await floorServer(record);
  const front = createFront({
    doors: [ownerDoor(desk)],
    pages: async (_request, response) => void response.writeHead(404).end(),
    log: createLog("info", { write: () => undefined }),
    proxies: trustedProxies(undefined),
  });
  return {
    floor: await listen(floor, 0, "127.0.0.1"),
    real: await listen(front, 0, "127.0.0.1"),
    tokens,
    cluster: join(postgres.directory, "cluster"),
    close: async () => {
      floor.closeAllConnections();
      front.closeAllConnections();
      await Promise.all([new Promise((done) => floor.close(done)), new Promise((done) => front.close(done))]);
      await desk.close();
      await record.close();
      await postgres.release();
      rmSync(folder, { recursive: true, force: true });
      rmSync(join(postgres.directory, ".."), { recursive: true, force: true });
    },
  };
}
