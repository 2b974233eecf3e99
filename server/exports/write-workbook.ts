import ExcelJS from "exceljs";
import { neutraliseFormula } from "../imports/neutralise-formula.ts";
import { dressCell } from "./dress-cell.ts";
import type { CellFace, ExportDocument } from "./export-document.ts";
import type { Value } from "./table.ts";

function cell(value: Value): string | number | boolean | null {
  return typeof value === "string" ? neutraliseFormula(value) : value;
}

/** Characters a text takes in a column; Chinese ones are twice as wide. */
function widthOf(value: Value): number {
  return [...String(value ?? "")].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
}

function addSheet(
  workbook: ExcelJS.Workbook,
  name: string,
  head: readonly string[],
  rows: readonly (readonly Value[])[],
  decimals: boolean,
  faces: readonly (readonly (CellFace | undefined)[])[] = [],
): void {
  const sheet = workbook.addWorksheet(name.slice(0, 31), {
    views: [{ state: "frozen", ySplit: head.length > 0 ? 1 : 0, xSplit: 1 }],
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 },
  });
  if (head.length > 0) sheet.addRow(head.map(cell)).font = { bold: true };
  for (const row of rows) sheet.addRow(row.map(cell));
  const places = Math.max(head.length, ...rows.map((row) => row.length));
  for (let place = 0; place < places; place++) {
    const column = sheet.getColumn(place + 1);
    const widest = Math.max(
      widthOf(head[place] ?? null),
      ...rows.map((row) => (typeof row[place] === "number" ? 6 : widthOf(row[place] ?? null))),
    );
    column.width = Math.min(48, Math.max(8, widest + 2));
    column.eachCell((each) => {
      if (typeof each.value !== "number") return;
      each.alignment = { horizontal: "right" };
      if (decimals && !Number.isInteger(each.value)) each.numFmt = "0.0";
    });
  }
  const above = head.length > 0 ? 2 : 1;
  for (const [y, row] of faces.entries())
    for (const [x, face] of row.entries()) if (face) dressCell(sheet.getRow(y + above).getCell(x + 1), face);
}

/**
 * The document as a workbook: the table as it is seen (shown with one decimal, holding all of them, with its fills and marks), the
 * same numbers one a row, and where they come from. Nothing in it runs.
 * @param method how the wave was asked and computed, as rows
 */
export async function writeWorkbook(
  document: ExportDocument,
  method: readonly (readonly string[])[],
  path: string,
): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.title = document.title;
  const { layout, long, passport, sheets } = document;
  addSheet(workbook, sheets.layout, layout.columns, layout.rows, true, layout.faces);
  addSheet(
    workbook,
    sheets.long,
    long.columns.map(({ name }) => name),
    long.rows,
    false,
  );
  addSheet(workbook, sheets.passport, [], passport, false);
  addSheet(workbook, sheets.method, [], method, false);
  await workbook.xlsx.writeFile(path);
}
