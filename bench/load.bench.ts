import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { openAnalysis } from "#server/analysis/analysis.ts";
import { openRecord } from "#server/database/connection.ts";
import { generatedRecord } from "./generated-record.ts";

/**
 * PostgreSQL → DuckDB: everything (responses, frame, sums, cubes), then 1,000 new responses at a time, then a start on
 * the finished file. The floor in the same run is PostgreSQL's own binary COPY of the response table, its bytes thrown away.
 * Usage: node bench/load.bench.ts [responses]
 */
const [count = 1_000_000] = process.argv.slice(2).map(Number);

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function copyFloor(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await timed(async () => {
      for await (const _ of client.query(copyTo("copy response to stdout (format binary)")));
    });
  } finally {
    await client.end();
  }
}

/** Longest time the event loop was kept from turning while something ran. */
async function longestStall(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  await work();
  clearInterval(timer);
  return longest;
}

const generated = await generatedRecord(count);
const folder = mkdtempSync(join(tmpdir(), "ownervoice-bench-"));
const path = join(folder, "analysis.duckdb");
const record = openRecord(generated.url, { max: 4 });
try {
  const floors = [await copyFloor(generated.url), await copyFloor(generated.url)];
  const full: number[] = [];
  const processor: number[] = [];
  let stall = 0;
  for (let round = 0; round < 3; round++) {
    rmSync(path, { force: true });
    const analysis = await openAnalysis({ record, path });
    const before = process.cpuUsage();
    stall = Math.max(
      stall,
      await longestStall(async () => {
        full.push((await analysis.load({ rebuild: true })).milliseconds);
      }),
    );
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / count);
    await analysis.close();
  }
  const floor = median(floors);
  const rate = count / (median(full) / 1000);
  console.log(`record: ${count} responses, as many owners, 720 cells, 40 items`);
  console.log(
    `COPY alone (floor)        ${Math.round(count / (floor / 1000))} responses/s   ${floors.map(Math.round).join(", ")} ms`,
  );
  console.log(
    `full load                 ${Math.round(rate)} responses/s   ${full.map(Math.round).join(", ")} ms   ${(median(full) / floor).toFixed(1)} × the floor`,
  );
  console.log(
    `processor time of it      ${median(processor).toFixed(1)} µs a response in this process, all its threads`,
  );
  console.log(`longest stall of the loop ${stall.toFixed(0)} ms`);
  console.log(
    `file                      ${(statSync(path).size / count).toFixed(1)} bytes a response, frame and cubes included`,
  );

  const analysis = await openAnalysis({ record, path });
  const start = await timed(async () => {
    await analysis.load();
    await analysis.moments({
      questionnaire: "annual",
      waveIds: [1],
      by: [],
      columns: [{ kind: "answer", item: "Y01" }],
    });
  });
  console.log(`start to first answer     ${start.toFixed(0)} ms on the finished file`);
  const small: number[] = [];
  let smallStall = 0;
  for (let round = 0; round < 7; round++) {
    await generated.addResponses(1000);
    smallStall = Math.max(
      smallStall,
      await longestStall(async () => {
        small.push((await analysis.load()).milliseconds);
      }),
    );
  }
  const idle: number[] = [];
  for (let round = 0; round < 7; round++) idle.push((await analysis.load()).milliseconds);
  console.log(
    `1,000 new responses       ${median(small).toFixed(0)} ms (${small.map((ms) => ms.toFixed(0)).join(", ")}), longest stall ${smallStall.toFixed(0)} ms`,
  );
  console.log(`nothing new               ${median(idle).toFixed(1)} ms`);
  await analysis.close();
  const met = rate >= 100_000 && median(small) <= 300;
  console.log(
    met ? "targets met: ≥ 100,000 responses/s, ≤ 300 ms" : "TARGET MISSED: ≥ 100,000 responses/s, ≤ 300 ms",
  );
  if (!met) process.exitCode = 1;
} finally {
  await record.close();
  await generated.close();
  rmSync(folder, { recursive: true, force: true });
}
