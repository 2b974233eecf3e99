import { readFile } from "node:fs/promises";
import { z } from "zod";
import { isCalendarDate } from "#surveys/calendar-date.ts";
import { AppError } from "../../app-error.ts";
import { closeRecord, record } from "../../database/connection.ts";
import { env } from "../../env.ts";
import { type ImportOptions, importFile } from "../../imports/import-file.ts";
import type { ImportReport } from "../../imports/import-report.ts";
import { DISPOSITIONS } from "../../imports/outcome.ts";
import type { SourceName } from "../../imports/run/import-run.ts";
import { SOURCES } from "../../imports/sources/registry.ts";
import { type Command, flagNumber, flagText, type Invocation } from "../command.ts";

const SHOWN = 20;
const USAGE =
  "import <source> <file…> [--dry-run] [--wave YEAR] [--as-of DATE] [--mapping FILE] [--report FILE] [--json]";

function sourceOf(word: string | undefined): SourceName {
  const source = SOURCES.find(({ name }) => name === word);
  if (source) return source.name;
  const known = SOURCES.map(({ name, zh }) => `${name} (${zh})`).join(", ");
  throw new AppError("usage", `Say what kind of file it is, one of ${known}: use ov ${USAGE}`);
}

const headerMapping = z.record(z.string(), z.string());

async function readMapping(path: string): Promise<Readonly<Record<string, string>>> {
  try {
    return headerMapping.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw new AppError(
      "usage",
      `The mapping ${path} must be a JSON object from the file's headers to fields, e.g. {"客户电话": "phone"}.`,
      {},
      cause,
    );
  }
}

function wholeYear(invocation: Invocation): number | undefined {
  const year = flagNumber(invocation, "wave");
  if (year !== undefined && (year < 2000 || year > 2100))
    throw new AppError("usage", `--wave must be a year such as 2025, not ${year}.`);
  return year;
}

async function optionsOf(invocation: Invocation): Promise<ImportOptions> {
  const asOf = flagText(invocation, "as-of");
  if (asOf !== undefined && !isCalendarDate(asOf))
    throw new AppError("usage", `--as-of must be a day such as 2026-11-15, not '${asOf}'.`);
  const mappingFile = flagText(invocation, "mapping");
  const wave = wholeYear(invocation);
  return {
    dataDir: env().dataDir,
    dryRun: invocation.flags["dry-run"] === true,
    ...(wave !== undefined && { wave }),
    ...(asOf !== undefined && { asOf }),
    ...(mappingFile !== undefined && { mapping: await readMapping(mappingFile) }),
  };
}

function tell(report: ImportReport, say: (line: string) => void): void {
  const counts = DISPOSITIONS.filter((word) => report.counts[word] > 0).map(
    (word) => `${word} ${report.counts[word]}`,
  );
  const title = report.dry_run
    ? "预演（未写入） Dry run"
    : report.import === null
      ? ""
      : `导入 ${report.import} Import`;
  say(`${title} · ${report.file}: ${report.rows} 行 rows · ${counts.join(" · ")}`);
  for (const { name, code, message } of report.sheets)
    if (code !== undefined) say(`  工作表 ${name || "-"}: ${code} ${message ?? ""}`);
  for (const { header, sheet } of report.dropped_columns)
    say(`  未存储的敏感列 personal column dropped: ${header}${sheet && ` (${sheet})`}`);
  for (const { subject, message } of report.notes) say(`  ${subject}: ${message}`);
  const telling = report.rows_not_accepted.filter(({ disposition }) => disposition !== "skip");
  for (const { sheet, row, column, disposition, code, message, value } of telling.slice(0, SHOWN))
    say(
      `  ${sheet && `${sheet} `}第 ${row} 行 ${column} ${disposition} ${code}: ${message}${value && ` 「${value}」`}`,
    );
  if (telling.length > SHOWN)
    say(
      `  … 另有 ${telling.length - SHOWN} 行；--report FILE.xlsx 写出全部 and ${telling.length - SHOWN} more; --report writes them all`,
    );
  if (report.warnings.length > 0) say(`  警告 warnings: ${report.warnings.length}`);
}

export const importCommand: Command = {
  name: "import",
  usage: USAGE,
  about: "reads files of the ERP and of survey vendors; every row ends accepted or with a reason",
  flags: [
    { name: "dry-run", about: "reports everything and changes nothing" },
    {
      name: "wave",
      value: "YEAR",
      about: "year of the survey wave (default: from the file's name or its days)",
    },
    { name: "as-of", value: "DATE", about: "today, for dates that cannot lie in the future" },
    { name: "mapping", value: "FILE", about: "JSON from headers of the file to fields" },
    {
      name: "report",
      value: "FILE",
      about: "writes the rows not accepted beside their cells, .xlsx or .csv",
    },
  ],
  run: async (invocation) => {
    const [word, ...files] = invocation.words;
    const source = sourceOf(word);
    const reportPath = flagText(invocation, "report");
    if (files.length === 0) throw new AppError("usage", `Name the file to import: use ov ${USAGE}`);
    if (reportPath !== undefined && (files.length > 1 || !/\.(?:csv|xlsx)$/i.test(reportPath)))
      throw new AppError(
        "usage",
        "--report writes one .csv or .xlsx for one file: import the files one by one.",
      );
    const options = await optionsOf(invocation);
    try {
      const opened = await record();
      for (const path of files) {
        const report = await importFile(opened, { source, path }, options);
        if (reportPath !== undefined) {
          const { writeReport } = await import("../../imports/write-report.ts");
          await writeReport(report, path, reportPath);
        }
        tell(report, invocation.say);
        invocation.result(report);
      }
    } finally {
      await closeRecord();
    }
  },
};
