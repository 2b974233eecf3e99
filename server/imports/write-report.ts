import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import ExcelJS from "exceljs";
import { AppError } from "../app-error.ts";
import type { ImportReport, SheetReport } from "./import-report.ts";
import { neutraliseFormula } from "./neutralise-formula.ts";
import { openSheetFile } from "./readers/open-sheet-file.ts";
import { cellsOfRows, rowKey } from "./run/cells-of-rows.ts";
import { shownValue } from "./run/shown-value.ts";

const OWN = [
  "工作表 Sheet",
  "行号 Row",
  "列 Column",
  "结果 Disposition",
  "代码 Code",
  "说明 Message",
] as const;

type Line = readonly (string | number)[];

function quoted(value: string | number): string {
  const text = typeof value === "number" ? String(value) : neutraliseFormula(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function writeCsv(path: string, lines: AsyncIterable<Line>): Promise<void> {
  const out = createWriteStream(path, { mode: 0o600 });
  out.write("\ufeff");
  for await (const line of lines)
    if (!out.write(`${line.map(quoted).join(",")}\r\n`)) await once(out, "drain");
  out.end();
  await finished(out);
}

async function writeXlsx(path: string, lines: AsyncIterable<Line>): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: false });
  const sheet = workbook.addWorksheet("导入结果", { views: [{ state: "frozen", ySplit: 1 }] });
  for await (const line of lines)
    sheet
      .addRow(line.map((value) => (typeof value === "string" ? neutraliseFormula(value) : value)))
      .commit();
  sheet.commit();
  await workbook.commit();
}

/** What may be shown of a row's cells: personal columns masked, dropped ones empty. */
function shownCells(cells: readonly string[], sheet: SheetReport | undefined): readonly string[] {
  return cells.map((cell, index) => shownValue(cell, sheet?.columns?.[index]?.handling ?? "unmapped"));
}

async function* linesOf(report: ImportReport, filePath: string): AsyncGenerator<Line> {
  const sheets = new Map(
    report.sheets.filter(({ imported }) => imported).map((sheet) => [sheet.name, sheet]),
  );
  const headers = [...sheets.values()][0]?.columns?.map(({ header }) => header) ?? [];
  yield [...OWN, ...headers];
  const wanted = new Set(report.rows_not_accepted.map(({ sheet, row }) => rowKey(sheet, row)));
  const file = await openSheetFile(filePath);
  try {
    const cells = await cellsOfRows(file, wanted);
    for (const { sheet, row, column, disposition, code, message } of report.rows_not_accepted)
      yield [
        sheet,
        row,
        column,
        disposition,
        code,
        message,
        ...shownCells(cells.get(rowKey(sheet, row)) ?? [], sheets.get(sheet)),
      ];
  } finally {
    await file.close();
  }
}

/**
 * Writes the rows that were not accepted, with their reasons, beside their original cells, as .csv or .xlsx. Nothing in
 * it can run as a formula, and personal columns are masked.
 * @param filePath the imported file
 * @throws AppError `usage` for another ending
 */
export async function writeReport(report: ImportReport, filePath: string, target: string): Promise<void> {
  const lines = linesOf(report, filePath);
  if (/\.csv$/i.test(target)) return writeCsv(target, lines);
  if (/\.xlsx$/i.test(target)) return writeXlsx(target, lines);
  throw new AppError(
    "usage",
    `A report is written as .csv or .xlsx, not as ${target}: give it one of these endings.`,
  );
}
