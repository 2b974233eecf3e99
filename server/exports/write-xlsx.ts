import ExcelJS from "exceljs";
import { AppError } from "../app-error.ts";
import { neutraliseFormula } from "../imports/neutralise-formula.ts";
import type { ExportTable, Value } from "./table.ts";

/** Rows a sheet can hold, its header among them. */
const SHEET_ROWS = 1_048_576;

function cell(value: Value): string | number | boolean | null {
  return typeof value === "string" ? neutraliseFormula(value) : value;
}

/**
 * One sheet with a frozen header; texts are texts, numbers numbers, and nothing runs. @returns rows
 * @throws AppError `too_large` when a sheet cannot hold them
 */
export async function writeXlsx({ columns, rows }: ExportTable, path: string): Promise<number> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: false });
  const sheet = workbook.addWorksheet("data", { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.addRow(columns.map(({ name }) => cell(name))).commit();
  let count = 0;
  for await (const row of rows) {
    if (++count >= SHEET_ROWS) {
      throw new AppError("too_large", "A sheet cannot hold so many rows: export as csv, parquet or arrow.");
    }
    sheet.addRow(row.map(cell)).commit();
  }
  sheet.commit();
  await workbook.commit();
  return count;
}
