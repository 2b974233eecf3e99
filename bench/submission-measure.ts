import { fork } from "node:child_process";
import { join } from "node:path";
import { ownCpuSeconds, postgresCpuSeconds } from "./process-cpu.ts";
import type { Storm, StormResult } from "./storm.ts";

export type Measure = {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Processor time a request, in microseconds: this process, PostgreSQL, and the client. */
  readonly server: number;
  readonly database: number;
  readonly client: number;
};

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function blow(storm: Storm): Promise<StormResult> {
  return new Promise((done, fail) => {
    const child = fork(join(import.meta.dirname, "storm.ts"), { serialization: "advanced" });
    child.once("error", fail);
    child.once("message", (result) => done(result as StormResult));
    child.once("exit", (code) => fail(new Error(`the storm ended early, with code ${code}`)));
    child.send(storm);
  });
}

/**
 * Lets a storm blow from a process of its own.
 * @throws Error when a reply is not 200, or 202 more often than a request was sent again
 */
export async function measure(cluster: string, storm: Storm): Promise<Measure> {
  const [server, database] = [ownCpuSeconds(), postgresCpuSeconds(cluster)];
  const result = await blow(storm);
  const { 200: _kept, 202: known = 0, ...wrong } = result.statuses;
  if (Object.keys(wrong).length > 0 || known > result.reopened)
    throw new Error(`replies other than 200: ${JSON.stringify(result.statuses)}`);
  const { latencies, seconds, cpuSeconds } = result;
  const each = 1e6 / latencies.length;
  return {
    rate: latencies.length / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    server: (ownCpuSeconds() - server) * each,
    database: (postgresCpuSeconds(cluster) - database) * each,
    client: cpuSeconds * each,
  };
}

/** A line of figures in the columns of `MEASURE_HEAD`. */
export function measureLine(name: string, { rate, p50, p99, server, database, client }: Measure): string {
  const cells = [
    Math.round(rate).toLocaleString("en").padStart(8),
    p50.toFixed(1).padStart(8),
    p99.toFixed(1).padStart(8),
    server.toFixed(0).padStart(8),
    database.toFixed(0).padStart(11),
    client.toFixed(0).padStart(8),
  ];
  return `${name.padEnd(14)}${cells.join("")}\n`;
}

export const MEASURE_HEAD = `${" ".repeat(14)}   per s  p50 ms  p99 ms  µs here  PostgreSQL  client\n`;
