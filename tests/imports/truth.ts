import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { ImportReport } from "#server/imports/import-report.ts";
import { sharedPath } from "../shared.ts";

export type TruthRow = {
  readonly sheet: string;
  readonly row: number;
  readonly disposition: string;
  readonly reason: string;
  readonly column: string;
};
export type TruthWarning = {
  readonly sheet: string;
  readonly row: number;
  readonly code: string;
  readonly column: string;
};

export type TruthFile = {
  readonly file: string;
  readonly rows_in_file: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly TruthRow[];
  readonly warnings: readonly TruthWarning[];
};

type Truth = {
  readonly files: readonly TruthFile[];
  readonly personal_data_columns: Readonly<
    Record<string, readonly { sheet: string; header: string; handling: string }[]>
  >;
};

/** Path of a file of the shared data. @throws Error when it is missing although the folder is there */
export function dataPath(name: string): string {
  const path = sharedPath(`data/${name}`);
  if (path === undefined) throw new Error(`shared data has no ${name}`);
  return path;
}

export function truth(): Truth {
  return JSON.parse(readFileSync(dataPath("truth.json"), "utf8")) as Truth;
}

export function truthOf(name: string): TruthFile {
  const file = truth().files.find((known) => known.file === name);
  if (!file) throw new Error(`the truth has no ${name}`);
  return file;
}

/** A canonical table: rows of text by column. */
export function truthTable(name: string): readonly Readonly<Record<string, string>>[] {
  return parse(readFileSync(dataPath(name)), { columns: true }) as Record<string, string>[];
}

/** What the truth says of the rows of a file, one line a row, to compare with `reportedRows`. */
export function expectedRows({ rows }: TruthFile): readonly string[] {
  return rows
    .map(({ sheet, row, disposition, reason, column }) => [sheet, row, disposition, reason, column].join("|"))
    .toSorted();
}

export function reportedRows(report: ImportReport): readonly string[] {
  return report.rows_not_accepted
    .map(({ sheet, row, disposition, code, column }) => [sheet, row, disposition, code, column].join("|"))
    .toSorted();
}

export function expectedWarnings({ warnings }: TruthFile): readonly string[] {
  return warnings.map(({ sheet, row, code, column }) => [sheet, row, code, column].join("|")).toSorted();
}

export function reportedWarnings(report: ImportReport): readonly string[] {
  return report.warnings
    .map(({ sheet, row, code, column }) => [sheet, row, code, column].join("|"))
    .toSorted();
}

/** The counts the truth knows. */
export function expectedCounts({
  counts: { rows_with_warning: _, ...counts },
}: TruthFile): Readonly<Record<string, number>> {
  return counts;
}
