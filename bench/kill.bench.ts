import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { drawStream } from "#seeds/draw.ts";
import { openRecord } from "#server/database/connection.ts";
import { embeddedPostgres } from "#server/database/embedded-postgres.ts";
import { migrate } from "#server/database/migrate.ts";
import { receiptNumber } from "#server/submissions/receipt.ts";
import { fieldWave } from "#tests/field-wave.ts";
import { sendAll, submissions } from "#tests/recovery/storm.ts";
import { runServer } from "#tests/running-server.ts";

/**
 * A server killed again and again in mid-storm (SIGKILL, after a number of receipts that is drawn anew each time) and started on
 * the same record. Whoever saw no receipt sends again with the next storm, as owners' phones do. At the end every receipt
 * anybody saw must be on the record, once. Usage: node bench/kill.bench.ts [kills] [owners a storm]
 */
const [kills = 50, perStorm = 400] = process.argv.slice(2).map(Number);

const dataDir = mkdtempSync(join(tmpdir(), "ownervoice-bench-"));
chmodSync(dataDir, 0o711);
const postgres = await embeddedPostgres(dataDir);
try {
  await migrate(postgres.url);
  const record = openRecord(postgres.url, { max: 2 });
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const wave = await fieldWave(record.db, { owners: kills * perStorm, today });
  const all = submissions(wave.tokens);
  const seen = new Map<string, string>();
  const draw = drawStream(7, "kills");
  let [begun, unsure, changed] = [0, [] as typeof all, 0];
  for (let kill = 0; kill < kills; kill++) {
    const sent = [...unsure, ...all.slice(begun, begun + perStorm)];
    begun += perStorm;
    const server = await runServer({ DATA_DIR: dataDir });
    const last = draw.integer(1, Math.floor(0.8 * sent.length));
    let shown = 0;
    const replies = await sendAll(server.url, sent, ({ receipt }) => {
      if (receipt !== undefined && ++shown === last) server.child.kill("SIGKILL");
    });
    server.child.kill("SIGKILL");
    await server.ended;
    unsure = sent.filter((_, place) => replies[place]?.receipt === undefined);
    for (const [place, { receipt }] of replies.entries()) {
      const token = sent[place]?.token ?? "";
      if (receipt === undefined) continue;
      if ((seen.get(token) ?? receipt) !== receipt) changed++;
      seen.set(token, receipt);
    }
  }
  const { rows } = await record.pool.query<{ id: string }>("select id from response where wave_id = $1", [
    wave.waveId,
  ]);
  const stored = new Map<string, number>();
  for (const { id } of rows) stored.set(receiptNumber(id), (stored.get(receiptNumber(id)) ?? 0) + 1);
  const lost = [...seen.values()].filter((receipt) => !stored.has(receipt)).length;
  const doubled = [...stored.values()].filter((times) => times > 1).length;
  const twice = await record.pool.query(
    "select from response where wave_id = $1 and quality in ('ok', 'flagged') group by respondent_key having count(*) > 1",
    [wave.waveId],
  );
  process.stdout.write(
    `${kills} kills under load: ${seen.size} receipts shown, ${rows.length} answers on record; ` +
      `${lost} lost, ${doubled + (twice.rowCount ?? 0)} doubled, ${changed} changed (target 0, 0, 0)\n`,
  );
  if (lost + doubled + changed + (twice.rowCount ?? 0) > 0) process.exitCode = 1;
  await record.close();
} finally {
  await postgres.release();
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(dirname(postgres.directory), { recursive: true, force: true });
}
