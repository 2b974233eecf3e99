import { spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { openRecord } from "#server/database/connection.ts";
import { embeddedPostgres } from "#server/database/embedded-postgres.ts";
import { migrate } from "#server/database/migrate.ts";
import { importFile } from "#server/imports/import-file.ts";
import { openSheetFile } from "#server/imports/readers/open-sheet-file.ts";
import { readFile } from "#server/imports/run/read-file.ts";
import { openStage } from "#server/imports/run/stage.ts";
import { responsesSource } from "#server/imports/sources/responses.ts";
import { identitySeal } from "#server/vault/identity-seal.ts";

/**
 * A vendor's file of answers through the whole import: reading, finding the table, coding, staging, judging, writing. Floors
 * in the same run: the file's bytes off the disk, PostgreSQL's COPY of the same csv as text, and exceljs streaming
 * the same workbook. "With its frame" also fixes who could have been asked: a member for every home, as many as csv rows. Every measured step is a process of its own, whose peak memory is printed.
 * Usage: node bench/import.bench.ts [csv rows] [xlsx rows]
 */
const [first = "200000", second = "20000", third = ""] = process.argv.slice(2);

type Measured = { readonly ms: number; readonly rss: number; readonly note: string };

async function readOnly(path: string): Promise<string> {
  const file = await openSheetFile(path);
  let rows = 0;
  for (const sheet of file.sheets) for await (const batch of sheet.rows()) rows += batch.length;
  await file.close();
  return `${rows} rows`;
}

async function exceljs(path: string): Promise<string> {
  const { default: ExcelJS } = await import("exceljs");
  let rows = 0;
  for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(path, {}))
    for await (const row of sheet) rows += Array.isArray(row.values) && row.values.length > 0 ? 1 : 0;
  return `${rows} rows`;
}

async function bytesOnly(path: string): Promise<string> {
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    bytes += (chunk as Buffer).length;
  return `${bytes} bytes`;
}

async function copyOnly(path: string, url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { vendorRows } = await import("./vendor-file.ts");
  const columns = [...(vendorRows(0).next().value ?? [])].map((_, at) => `c${at} text`).join(", ");
  await client.query(`create temp table plain (${columns})`);
  const stream = client.query(copyFrom("copy plain from stdin (format csv)"));
  createReadStream(path, { highWaterMark: 1 << 20 }).pipe(stream);
  await new Promise((resolve, reject) => stream.on("finish", resolve).on("error", reject));
  await client.end();
  return `${stream.rowCount} rows`;
}

/** Everything up to the staging table: reading, finding the table, coding, checking, COPY. Undone afterwards. */
async function staged(path: string, url: string): Promise<string> {
  const record = openRecord(url, { max: 1 });
  const client = await record.pool.connect();
  await client.query("begin");
  const file = await openSheetFile(path);
  const source = await responsesSource.open({
    client,
    importId: 0,
    fileName: "2031.csv",
    asOf: "2026-11-15",
    waveYear: 2031,
    mapping: {},
    seal: identitySeal(() => Buffer.alloc(32, 1)),
  });
  const stage = await openStage(client, source.columns);
  const { rows } = await readFile(file, source, stage);
  await stage.finish();
  await client.query("rollback");
  client.release();
  await file.close();
  await record.close();
  return `${rows} rows`;
}

async function whole(path: string, url: string): Promise<string> {
  const record = openRecord(url, { max: 2 });
  const report = await importFile(
    record,
    { source: "responses", path },
    { dataDir: join(path, ".."), wave: path.endsWith("csv") ? 2025 : 2024 },
  );
  await record.close();
  return Object.entries(report.counts)
    .filter(([, n]) => n > 0)
    .map(([word, n]) => `${word} ${n}`)
    .join(", ");
}

const STEPS = { readOnly, exceljs, bytesOnly, copyOnly, staged, whole } as const;
type Step = keyof typeof STEPS;

async function child(step: Step, path: string, url: string): Promise<void> {
  const start = performance.now();
  const note = await STEPS[step](path, url);
  process.stdout.write(
    JSON.stringify({ ms: performance.now() - start, rss: process.resourceUsage().maxRSS / 1024, note }),
  );
}

function measure(step: Step, path: string, url: string): Measured {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [import.meta.filename, `--${step}`, path, url],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

function tell(name: string, rows: number, { ms, rss, note }: Measured, floor?: Measured): void {
  const ratio = floor ? ` · ${(floor.ms / ms).toFixed(2)} × the floor's speed` : "";
  process.stdout.write(
    `${name.padEnd(34)} ${Math.round((rows / ms) * 1000).toLocaleString("en")} rows/s · ${(ms / 1000).toFixed(1)} s · peak ${Math.round(rss)} MiB${ratio} · ${note}\n`,
  );
}

if (first.startsWith("--")) await child(first.slice(2) as Step, second, third);
else {
  const { generateHomes, vendorRows, writeCsv, writeXlsx } = await import("./vendor-file.ts");
  const [csvRows, xlsxRows] = [Number(first), Number(second)];
  const folder = mkdtempSync(join(tmpdir(), "ownervoice-bench-"));
  const server = await embeddedPostgres(folder);
  try {
    await migrate(server.url);
    await generateHomes(server.url, csvRows);
    const [csv, xlsx] = [join(folder, "answers.csv"), join(folder, "answers.xlsx")];
    await writeCsv(csv, vendorRows(csvRows));
    await writeXlsx(xlsx, vendorRows(xlsxRows));
    process.stdout.write(
      `csv ${csvRows} rows, ${(statSync(csv).size / 2 ** 20).toFixed(0)} MiB · xlsx ${xlsxRows} rows, ${(statSync(xlsx).size / 2 ** 20).toFixed(0)} MiB\n`,
    );
    tell("floor: csv bytes", csvRows, measure("bytesOnly", csv, server.url));
    const copy = measure("copyOnly", csv, server.url);
    tell("floor: PostgreSQL COPY of the csv", csvRows, copy);
    tell("csv read to rows", csvRows, measure("readOnly", csv, server.url), copy);
    tell("csv into staging, checked", csvRows, measure("staged", csv, server.url), copy);
    tell("csv import with its frame", csvRows, measure("whole", csv, server.url), copy);
    const peer = measure("exceljs", xlsx, server.url);
    tell("floor: exceljs stream", xlsxRows, peer);
    tell("xlsx read to rows", xlsxRows, measure("readOnly", xlsx, server.url), peer);
    tell("xlsx into staging, checked", xlsxRows, measure("staged", xlsx, server.url), peer);
    tell("xlsx import with the frame", xlsxRows, measure("whole", xlsx, server.url), peer);
  } finally {
    await server.release();
    rmSync(folder, { recursive: true, force: true });
  }
}
