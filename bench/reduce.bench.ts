import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { accumulate, type PairSums, pairSums } from "#analytics/pair-sums.ts";
import { cellsOfReduction, reduce } from "#analytics/reduce.ts";
import type { Column } from "#server/analysis/columns.ts";
import { bytesOf, numbersOf } from "#server/analysis/columns.ts";
import { readBatches } from "#server/analysis/read-batches.ts";
import { rowBuffer } from "#server/analysis/row-buffer.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";

/**
 * Cold reduction with all pairs of 40 items over 720 cells: what a load does, columns out of DuckDB through the kernel, held
 * against the leanest statement a person would write for it: products alone, without the counts and sums beside them that
 * valid bases need. The two take turns, and medians are compared. With --statements also the whole of it by hand, and the one statement of `reduce`, which another SQL
 * engine would be given. Then 10,000 new responses through the kernel.
 * Usage: node bench/reduce.bench.ts [responses] [--kernel-only | --statements] [--once]
 */
const [size = 1_000_000] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith("--"))
  .map(Number);
const kernelOnly = process.argv.includes("--kernel-only");
const statements = process.argv.includes("--statements");
const ROUNDS = process.argv.includes("--once") ? 1 : 3;
const CODE_BOOK = ANNUAL.codeBook.filter(({ item }) => item in OWNER_SATISFACTION.items);
const ITEMS = CODE_BOOK.map(({ item }) => item);
const COLUMNS = columnsOfDefinition(OWNER_SATISFACTION);
const BASES = basesOfDefinition(OWNER_SATISFACTION);

const folder = mkdtempSync(join(tmpdir(), "ownervoice-bench-"));
const instance = await DuckDBInstance.create(join(folder, "bench.duckdb"), { memory_limit: "2GB" });
const connection = await instance.connect();

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** Answers drawn by the engine: 6 % left out, the rest rising towards the top of the scale. */
async function fill(name: string, rows: number, seed: number): Promise<void> {
  await connection.run(`select setseed(${seed})`);
  const codes = CODE_BOOK.map(
    ({ item, size: steps }) =>
      `(case when random() < 0.06 then 0 else 1 + floor(${steps} * sqrt(random())) end)::utinyint as "${item}"`,
  );
  await connection.run(
    `create table ${name} as select (random() * 719.999)::integer as cell_id, ${codes.join(", ")} from range(${rows})`,
  );
}

/** The leanest thing one writes: products of all pairs, a missing answer being 0. */
function products(table: string): string {
  const inner = ITEMS.map((item, at) => `"${item}"::double as x${at}`);
  const outer = ITEMS.flatMap((_, i) => ITEMS.slice(i).map((__, offset) => `sum(x${i} * x${i + offset})`));
  return `select cell_id, count(*), ${outer.join(", ")} from (select cell_id, ${inner.join(", ")} from ${table}) group by cell_id`;
}

/** Sums of all pairs as one writes them down: for each pair how many have both, and the sums and product over these. */
function byHand(table: string): string {
  const inner = ITEMS.map((item, at) => `("${item}" > 0)::double as v${at}, "${item}"::double as x${at}`);
  const outer = ITEMS.flatMap((_, i) =>
    ITEMS.slice(i).flatMap((__, offset) => {
      const j = i + offset;
      return [`sum(v${i} * v${j})`, `sum(x${i} * v${j})`, `sum(v${i} * x${j})`, `sum(x${i} * x${j})`];
    }),
  );
  return `select cell_id, count(*), ${outer.join(", ")} from (select cell_id, ${inner.join(", ")} from ${table}) group by cell_id`;
}

async function throughKernel(from: DuckDBConnection, table: string, sums: PairSums): Promise<void> {
  const columns: Column[] = [
    { name: "cell_id", kind: "integer" },
    ...ITEMS.map((name): Column => ({ name, kind: "code" })),
  ];
  const buffer = rowBuffer(ITEMS, (rows) => accumulate(sums, rows));
  for await (const batch of readBatches(from, table, columns)) {
    buffer.add({
      cell: Uint32Array.from(numbersOf(batch, "cell_id").subarray(0, batch.count)),
      items: new Map(ITEMS.map((item) => [item, bytesOf(batch, item).subarray(0, batch.count)])),
    });
  }
  buffer.flush();
}

try {
  await fill("answers", size, 0.5);
  await fill("news", 10_000, 0.25);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const median = (times: readonly number[]) =>
    times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
  const spread = (times: readonly number[]) =>
    `${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)})`;
  let sums = pairSums(COLUMNS, BASES, CODE_BOOK);
  const [throughKernelMs, byStatementMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    sums = pairSums(COLUMNS, BASES, CODE_BOOK);
    throughKernelMs.push((await timed(() => throughKernel(connection, "answers", sums))).ms);
    if (!kernelOnly)
      byStatementMs.push((await timed(() => connection.runAndReadAll(products("answers")))).ms);
  }
  const kernel = { ms: median(throughKernelMs) };
  const news: number[] = [];
  for (let round = 0; round < 5; round++)
    news.push((await timed(() => throughKernel(connection, "news", sums))).ms);
  clearInterval(watch);
  const incremental = median(news);
  console.log(
    `${size.toLocaleString("en")} responses × ${ITEMS.length} items, 720 cells, ${COLUMNS.length} columns, ${BASES.length} bases`,
  );
  console.log(`  through the kernel (a load)   ${spread(throughKernelMs)}, ${ROUNDS} rounds`);
  console.log(
    `  10,000 new responses          ${incremental.toFixed(0)} ms, ${((100 * incremental) / kernel.ms).toFixed(1)} % of it`,
  );
  console.log(`  peak memory of the process    ${(peak / 2 ** 20).toFixed(0)} MB`);
  console.log(`  memory                        ${peak <= 4 * 2 ** 30 ? "inside" : "BEYOND"} 4 GB`);
  if (!kernelOnly) {
    const hand = { ms: median(byStatementMs) };
    const ratio = (ms: number) => `${(ms / hand.ms).toFixed(2)} ×`;
    console.log(
      `  the statement by hand         ${spread(byStatementMs)}; the kernel ${ratio(kernel.ms)} of it`,
    );
    if (statements) {
      const whole = await timed(() => connection.runAndReadAll(byHand("answers")));
      const cut = {
        table: "answers",
        attributes: ["cell_id"],
        codeBook: CODE_BOOK,
        by: { cell: "cell_id" },
        stratum: ["cell_id"],
        where: [],
        columns: COLUMNS,
        bases: BASES,
      };
      const { text } = reduce(cut);
      const statement = await timed(async () =>
        cellsOfReduction(cut, (await connection.runAndReadAll(text)).getRowObjectsJS()),
      );
      console.log(`  with counts and sums, by hand ${whole.ms.toFixed(0)} ms, ${ratio(whole.ms)}`);
      console.log(
        `  the statement of reduce       ${statement.ms.toFixed(0)} ms, ${ratio(statement.ms)}, ${(statement.ms / whole.ms).toFixed(2)} × the whole by hand`,
      );
      const [cell] = statement.result;
      const same = sums.cells[Number(cell?.group.cell)];
      // 10,000 were added five times
      if (cell === undefined || same === undefined || same.respondents < cell.respondents)
        throw new Error("the kernel and the statement do not count the same cells");
    }
    const met = kernel.ms <= 1.3 * hand.ms && incremental <= 0.05 * kernel.ms && peak <= 4 * 2 ** 30;
    console.log(
      `${met ? "targets met" : "TARGET MISSED"}: the kernel ≤ 1.3 × the statement by hand, 10,000 new ones ≤ 5 % of the kernel, inside 4 GB`,
    );
    if (!met) process.exitCode = 1;
  }
} finally {
  connection.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true, force: true });
}
