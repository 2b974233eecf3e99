import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { embeddedPostgres } from "#server/database/embedded-postgres.ts";
import { migrate } from "#server/database/migrate.ts";
import { groupCommit } from "#server/group-commit.ts";
import { trustedProxies } from "#server/http/client-address.ts";
import { createFront, listen } from "#server/http/front.ts";
import { createLog } from "#server/log.ts";
import { ownerDesk } from "#server/submissions/owner-desk.ts";
import { ownerDoor } from "#server/submissions/owner-door.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { fieldWave } from "#tests/field-wave.ts";
import { ownCpuSeconds, postgresCpuSeconds } from "./process-cpu.ts";
import type { Storm, StormResult } from "./storm.ts";

/**
 * Durable submissions through the real path (token, wave, routing, validation, coding, one counted answer a household,
 * words, outcome, receipt) against a floor in the same run: a bare node:http server that parses the same body and
 * writes a row of the same size with the same grouping, and nothing else. Both on PostgreSQL with fsync.
 * Usage: node bench/submission.bench.ts [submissions a round] [rounds] [connections]
 */
const [perRound = 20_000, rounds = 3, connections = 64] = process.argv.slice(2).map(Number);

type FloorRow = { readonly id: string; readonly key: string; readonly codes: Buffer; readonly rest: string };

async function floorServer({ pool }: OpenRecord): Promise<Server> {
  await pool.query(`
    create table floor (id uuid primary key, respondent_key uuid not null unique, codes bytea not null,
                        choices jsonb not null, body_hash bytea not null, submitted_at timestamptz not null,
                        words text not null)`);
  const queue = groupCommit<FloorRow, true>({
    run: async (rows) => {
      await pool.query({
        name: "floor",
        text: `insert into floor
               select id, key, codes, rest::jsonb, sha256(codes), now(), '北阳台窗边下雨会渗水希望车库灯亮一点'
               from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[]) as t (id, key, codes, rest)`,
        values: [
          rows.map(({ id }) => id),
          rows.map(({ key }) => key),
          rows.map(({ codes }) => codes),
          rows.map(({ rest }) => rest),
        ],
      });
      return rows.map(() => true);
    },
    failsAll: () => true,
  });
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { submissionId } = JSON.parse(Buffer.concat(chunks).toString()) as { submissionId: string };
      const rest = '{"Y05":["P2","M1"],"Y21":["leak","door_window"],"Y44":["P3","D4"]}';
      void queue
        .submit({ id: submissionId, key: randomUUID(), codes: Buffer.alloc(40, 4), rest })
        .then(() => {
          const body = '{"status":"stored","receipt":"7K3M9-QX2RD"}';
          response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
          response.end(body);
        });
    });
  });
}

function blow(storm: Storm): Promise<StormResult> {
  return new Promise((done, fail) => {
    const child = fork(join(import.meta.dirname, "storm.ts"), { serialization: "advanced" });
    child.once("error", fail);
    child.once("message", (result) => done(result as StormResult));
    child.send(storm);
  });
}

function body(): string {
  return JSON.stringify({ submissionId: randomUUID(), answers: STABLE_ANSWERS, complete: true });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

type Measure = {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time a submission, in microseconds: this process, and PostgreSQL. */
  readonly server: number;
  readonly database: number;
};

async function measure(cluster: string, storm: Storm): Promise<Measure> {
  const [server, database] = [ownCpuSeconds(), postgresCpuSeconds(cluster)];
  const result = await blow(storm);
  const wrong = Object.keys(result.statuses).filter((status) => status !== "200");
  if (wrong.length > 0) throw new Error(`replies other than 200: ${JSON.stringify(result.statuses)}`);
  const { latencies, seconds } = result;
  const each = 1e6 / latencies.length;
  return {
    rate: latencies.length / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    server: (ownCpuSeconds() - server) * each,
    database: (postgresCpuSeconds(cluster) - database) * each,
  };
}

function line(name: string, { rate, p50, p99, server, database }: Measure): void {
  const cells = [
    Math.round(rate).toLocaleString("en").padStart(8),
    p50.toFixed(1).padStart(7),
    p99.toFixed(1).padStart(7),
    server.toFixed(0).padStart(8),
    database.toFixed(0).padStart(10),
  ];
  process.stdout.write(`${name.padEnd(10)} ${cells.join(" ")}\n`);
}

const folder = mkdtempSync(join(tmpdir(), "ownervoice-bench-"));
process.env.SECRET ??= randomUUID();
const postgres = await embeddedPostgres(folder);
const cluster = join(postgres.directory, "cluster");
try {
  await migrate(postgres.url);
  const record = openRecord(postgres.url);
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { tokens } = await fieldWave(record.db, { owners: (rounds + 1) * perRound, today });
  await record.pool.query("analyze");
  const floor = await floorServer(record);
  const desk = ownerDesk(postgres.url);
  const front = createFront({
    doors: [ownerDoor(desk)],
    pages: async (_request, response) => void response.writeHead(404).end(),
    log: createLog("info", { write: () => undefined }),
    proxies: trustedProxies(undefined),
  });
  const [floorPort, realPort] = [await listen(floor, 0, "127.0.0.1"), await listen(front, 0, "127.0.0.1")];

  process.stdout.write(
    `${perRound} submissions a round, ${connections} connections\n             per s     p50     p99 ms, µs of processor: server, PostgreSQL\n`,
  );
  const ratios: { rate: number; p99: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const own = tokens.slice(round * perRound, (round + 1) * perRound);
    const floorPosts = own.map(() => ({ path: "/", body: body() }));
    const realPosts = own.map((token) => ({ path: `/s/${token}`, body: body() }));
    const floorMeasure = await measure(cluster, { port: floorPort, connections, posts: floorPosts });
    const realMeasure = await measure(cluster, { port: realPort, connections, posts: realPosts });
    if (round === 0) continue; // warming up
    line("floor", floorMeasure);
    line("real path", realMeasure);
    ratios.push({ rate: realMeasure.rate / floorMeasure.rate, p99: realMeasure.p99 / floorMeasure.p99 });
  }
  const rate = ratios.map((ratio) => ratio.rate);
  const p99 = ratios.map((ratio) => ratio.p99);
  process.stdout.write(
    `rate: ${quantile(rate, 0.5).toFixed(2)} x the floor (${Math.min(...rate).toFixed(2)}-${Math.max(...rate).toFixed(2)}; target 0.3, aim 0.4)\n` +
      `p99:  ${quantile(p99, 0.5).toFixed(2)} x the floor's (${Math.min(...p99).toFixed(2)}-${Math.max(...p99).toFixed(2)}; target 3)\n` +
      `memory: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB\n`,
  );
  floor.closeAllConnections();
  front.closeAllConnections();
  await Promise.all([new Promise((done) => floor.close(done)), new Promise((done) => front.close(done))]);
  await desk.close();
  await record.close();
} finally {
  await postgres.release();
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(postgres.directory, ".."), { recursive: true, force: true });
}
