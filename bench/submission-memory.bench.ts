import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { measure } from "./submission-measure.ts";
import { submissionStage } from "./submission-stage.ts";

/**
 * Memory of the server while submissions come in: flat means that the last tenth needs no more than the second.
 * Usage: node --expose-gc bench/submission-memory.bench.ts [submissions]; 1000000 is the full one
 */
const [submissions = 100_000] = process.argv.slice(2).map(Number);
const TENTHS = 10;

const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);
const stage = await submissionStage(submissions);
try {
  const heaps: number[] = [];
  const step = Math.floor(submissions / TENTHS);
  process.stdout.write(`${submissions} submissions, 64 connections\n submitted   heap MB    all MB\n`);
  for (let tenth = 0; tenth < TENTHS; tenth++) {
    const own = stage.tokens.slice(tenth * step, (tenth + 1) * step);
    const requests = own.map((token) => ({ path: `/s/${token}`, answers: STABLE_ANSWERS }));
    await measure(stage.cluster, { port: stage.real, connections: 64, requests });
    requests.length = 0;
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    heaps.push(heapUsed);
    const cells = [(tenth + 1) * step, megabytes(heapUsed), megabytes(rss)];
    process.stdout.write(`${cells.map((cell) => cell.toLocaleString("en").padStart(10)).join("")}\n`);
  }
  const [early = 0, late = 0] = [heaps[1], heaps.at(-1)];
  process.stdout.write(
    `heap after the last tenth: ${(late / early).toFixed(2)} x after the second; target 1.1\n`,
  );
} finally {
  await stage.close();
}
