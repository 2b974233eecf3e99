import ExcelJS from "exceljs";
import { AppError } from "../app-error.ts";
import { neutraliseFormula } from "../imports/neutralise-formula.ts";
import type { ExportTable, Value } from "./table.ts";

/** Rows a sheet can hold, its header among them. */
const SHEET_ROWS = 1_048_576;

function cell(value: Value): string | number | boolean | null {
  return typeof value === "string" ? neutraliseFormula(value) : value;
}

type Workbook = InstanceType<typeof ExcelJS.stream.xlsx.WorkbookWriter>;

async function writeSheet(workbook: Workbook, name: string, { columns, rows }: ExportTable): Promise<number> {
  const sheet = workbook.addWorksheet(name, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.addRow(columns.map(({ name }) => cell(name))).commit();
  let count = 0;
  for await (const row of rows) {
    if (++count >= SHEET_ROWS) {
      throw new AppError("too_large", "A sheet cannot hold so many rows: export as csv, parquet or arrow.");
    }
    sheet.addRow(row.map(cell)).commit();
  }
  sheet.commit();
  return count;
}

/**
 * A sheet with a frozen header; texts are texts, numbers numbers, and nothing runs.
 * @param more further sheets by their names
 * @returns rows of the first sheet
 * @throws AppError `too_large` when a sheet cannot hold them
 */
export async function writeXlsx(
  table: ExportTable,
  path: string,
  more: Readonly<Record<string, ExportTable>> = {},
): Promise<number> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: false });
  const count = await writeSheet(workbook, "data", table);
  for (const [name, sheet] of Object.entries(more)) await writeSheet(workbook, name, sheet);
  await workbook.commit();
  return count;
}
