import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openRecord } from "#server/database/connection.ts";
import { embeddedPostgres } from "#server/database/embedded-postgres.ts";
import { migrate } from "#server/database/migrate.ts";
import { receiptNumber } from "#server/submissions/receipt.ts";
import { fieldWave } from "#tests/field-wave.ts";
import { sendAll, submissions } from "#tests/recovery/storm.ts";
import { runServer } from "#tests/running-server.ts";

/**
 * Kills the server with SIGKILL again and again while owners submit, each time after another number of receipts, and
 * looks after every kill whether a receipt that was shown is missing or kept twice.
 * Usage: node bench/kill.bench.ts [kills] [submissions between two]
 */
const [kills = 50, each = 400] = process.argv.slice(2).map(Number);
/** Owners whose line broke send again before the next kill, with what they had. */
const owners = kills * each;

const dataDir = mkdtempSync(join(tmpdir(), "ownervoice-bench-"));
chmodSync(dataDir, 0o711);
// links are signed here and opened by the server, with the secret that lies in its folder
process.env.DATA_DIR = dataDir;
const postgres = await embeddedPostgres(dataDir);
await migrate(postgres.url);
const record = openRecord(postgres.url, { max: 2 });
try {
  const today = new Date().toISOString().slice(0, 10);
  const wave = await fieldWave(record.db, { owners, today });
  const all = submissions(wave.tokens);
  const receipts = new Map<string, string>();
  let [waiting, broken, lost, doubled, changed]: [typeof all, number, number, number, number] = [
    [],
    0,
    0,
    0,
    0,
  ];
  for (let kill = 1; kill <= kills; kill++) {
    const server = await runServer({ DATA_DIR: dataDir });
    const sent = [...waiting, ...all.slice((kill - 1) * each, kill * each)];
    // every number of receipts once between the first and the last of a round, in no order
    const after = 1 + ((kill * 149) % (each - 1));
    let shown = 0;
    const replies = await sendAll(server.url, sent, ({ receipt }) => {
      if (receipt !== undefined && ++shown === after) server.child.kill("SIGKILL");
    });
    server.child.kill("SIGKILL");
    await server.ended;
    for (const [index, { receipt }] of replies.entries()) {
      const token = sent[index]?.token ?? "";
      if (receipt === undefined) continue;
      if ((receipts.get(token) ?? receipt) !== receipt) changed++;
      receipts.set(token, receipt);
    }
    waiting = sent.filter((_, index) => replies[index]?.receipt === undefined);
    broken += waiting.length;
    const { rows } = await record.pool.query<{ id: string }>("select id from response where wave_id = $1", [
      wave.waveId,
    ]);
    const kept = Map.groupBy(rows, ({ id }) => receiptNumber(id));
    lost += [...receipts.values()].filter((receipt) => !kept.has(receipt)).length;
    doubled += [...kept.values()].filter((same) => same.length > 1).length;
    if (kill % 10 === 0)
      console.log(`${kill} kills: ${receipts.size} receipts shown, ${broken} lines broken, ${lost} lost`);
  }
  const counted = await record.pool.query<{ respondents: number }>(
    `select count(*)::int as respondents from (select respondent_key from response where wave_id = $1
     group by respondent_key having count(*) > 1) as twice`,
    [wave.waveId],
  );
  const twice = counted.rows[0]?.respondents ?? 0;
  console.log(
    `${kills} kills in mid-storm, ${receipts.size} receipts shown, ${broken} broken lines sent again`,
  );
  console.log(
    `${lost} receipts lost, ${doubled} kept twice, ${changed} changed, ${twice} owners counted twice`,
  );
  const sound = lost + doubled + changed + twice === 0;
  console.log(sound ? "target met: none lost, none doubled" : "TARGET MISSED");
  if (!sound || broken === 0) process.exitCode = 1;
} finally {
  await record.close();
  await postgres.release();
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(dirname(postgres.directory), { recursive: true, force: true });
}
