import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRecord } from "#server/database/connection.ts";
import { embeddedPostgres } from "#server/database/embedded-postgres.ts";
import { migrate } from "#server/database/migrate.ts";
import { createWave, waveDraft } from "#server/waves/draft-wave.ts";
import { inviteWave } from "#server/waves/invite/invite-wave.ts";
import { lockWave } from "#server/waves/lock-wave.ts";
import { drawSample } from "#server/waves/sample/draw-sample.ts";
import { commandLineManager } from "#server/waves/wave-manager.ts";
import { ownedHomes, SOUND_DRAFT } from "#tests/owned-homes.ts";

const owners = Number(process.argv[2] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), "ownervoice-bench-"));
process.env.SECRET ??= "bench-only-secret-of-more-than-32-characters";
const postgres = await embeddedPostgres(folder);
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  process.stdout.write(
    `${what.padEnd(40)} ${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s\n`,
  );
  return result;
}
try {
  await migrate(postgres.url);
  const record = openRecord(postgres.url);
  const { db } = record;
  await timed("homes", () => ownedHomes(db, Math.ceil(owners / 3)));
  await record.pool.query("vacuum analyze");
  const by = commandLineManager();
  const id = await createWave(db, by, waveDraft.parse(SOUND_DRAFT));
  await timed("frame", () => lockWave(db, by, id, "2025-11-02"));
  await timed("census", () =>
    drawSample(db, by, id, { plan: { plan: { kind: "census", answers: 30 }, takeAllBelow: 150 }, seed: 1 }),
  );
  const made = await timed("invitations", () =>
    inviteWave(db, by, {
      waveId: id,
      channel: "sms",
      publicUrl: "https://x.example",
      path: join(folder, "links.csv"),
      today: "2025-11-06",
    }),
  );
  process.stdout.write(`${JSON.stringify(made)}\n`);
  await record.close();
} finally {
  await postgres.release();
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(postgres.directory, ".."), { recursive: true, force: true });
}
