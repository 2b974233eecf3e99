import { join } from "node:path";
import { openRecord } from "#server/database/connection.ts";
import { embeddedPostgres } from "#server/database/embedded-postgres.ts";
import { inviteKeys } from "#server/invitations/create-invitations.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { crowd } from "./office-crowd.ts";
import { servedGroup } from "./served-group.ts";
import { type Measure, measure, quantile } from "./submission-measure.ts";

/**
 * Durable submissions to the whole product while people read numbers in a loop, without a pause, against the same
 * submissions while nobody reads; in turns, so that neighbours of the machine meet both. Needs the production build.
 * Usage: node bench/submission-beside-reading.bench.ts [submissions a round] [rounds] [connections] [readers]
 */
const [perRound = 1_000, rounds = 3, connections = 16, readers = 2] = process.argv.slice(2).map(Number);
const TARGET = 3;
/** Readers are signed in and at it before the storm begins. */
const HEAD_START_MS = 3_000;

/** Choices differ by phase, marks and words do not: these answers are taken from every owner. */
const ANSWERS = Object.fromEntries(
  Object.entries(STABLE_ANSWERS).filter(([, answer]) => typeof answer !== "object"),
);

const group = await servedGroup(6 * perRound * rounds);
const postgres = await embeddedPostgres(process.env.DATA_DIR ?? "");
const record = openRecord(postgres.url);
try {
  const { rows } = await record.pool.query<{ key: string; wave: number }>(
    `select m.respondent_key as key, m.wave_id as wave from frame_member m join wave w on w.id = m.wave_id
     where w.kind = 'annual' and w.state = 'field' and m.sampled and m.exclusion is null and m.disposition is null
     order by 1 limit $1`,
    [(2 * rounds + 1) * perRound],
  );
  const order = { waveId: rows[0]?.wave ?? 0, channel: "demo", publicUrl: "" } as const;
  const paths = (
    await inviteKeys(
      record.db,
      order,
      rows.map(({ key }) => key),
    )
  ).map(({ link }) => link);
  if (paths.length < (2 * rounds + 1) * perRound)
    throw new Error(`only ${paths.length} homes are left to answer`);
  let used = 0;
  const cluster = join(postgres.directory, "cluster");
  const storm = (): Promise<Measure> => {
    const requests = paths.slice(used, used + perRound).map((path) => ({ path, answers: ANSWERS }));
    used += perRound;
    return measure(cluster, { port: Number(new URL(group.url).port), connections, requests });
  };
  const out = (text: string) => void process.stdout.write(text);
  out(`${perRound} submissions a round, ${connections} connections, ${readers} readers\n`);
  const line = (name: string, { rate, p50, p99 }: Measure) =>
    out(
      `${name.padEnd(14)}${rate.toFixed(0).padStart(6)} a second, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms\n`,
    );
  const read = (seconds: number) => crowd(group, { people: readers, seconds, pause: [0, 1] });
  await storm();
  await read(1);
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const idle = await storm();
    line("nobody reads", idle);
    const reading = read(12);
    await new Promise((done) => setTimeout(done, HEAD_START_MS));
    const beside = await storm();
    const { times, failed } = await reading;
    line("beside", beside);
    out(`              ${times.length} answers to readers, ${failed} of them none\n`);
    ratios.push(beside.p99 / idle.p99);
  }
  out(
    `p99 beside reading: ${quantile(ratios, 0.5).toFixed(2)} x (${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}) that of an idle server; target at most ${TARGET}\n`,
  );
} finally {
  await record.close();
  await group.end();
  await postgres.release();
}
process.exit();
