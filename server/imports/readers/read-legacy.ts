import { readFile, stat } from "node:fs/promises";
import { read, type WorkBook, type WorkSheet } from "@e965/xlsx";
import { AppError } from "../../app-error.ts";
import { detectEncoding } from "./delimited/detect-encoding.ts";
import { serialToText } from "./serial-date.ts";
import { LIMITS, type Sheet, type SheetFile, type SheetRow } from "./sheet.ts";
import { plainNumber } from "./xlsx/read-cells.ts";
import { shapeOfFormat } from "./xlsx/read-date-styles.ts";

const BATCH = 64;
type LegacyFormat = "xls" | "xml-spreadsheet" | "html-table";

/** Name of the stream that holds an encrypted workbook, as its container spells it. */
const ENCRYPTED = Buffer.from("EncryptedPackage", "utf16le");

function protectedFile(cause?: unknown): AppError {
  return new AppError(
    "file_unreadable",
    "The file is protected with a password: remove the password and import it again.",
    {},
    cause,
  );
}

function unreadable(cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (/password/i.test(reason)) return protectedFile(cause);
  return new AppError(
    "file_unreadable",
    `The file cannot be read as a spreadsheet (${reason}): open it in Excel or WPS, save it as .xlsx and import that file.`,
    {},
    cause,
  );
}

function cellText(
  cell: { t: string; v?: unknown; w?: string; z?: unknown } | undefined,
  date1904: boolean,
): string {
  if (cell?.v === undefined || cell.v === null) return "";
  if (cell.t === "b") return cell.v ? "TRUE" : "FALSE";
  if (cell.t === "e") return cell.w ?? "#VALUE!";
  if (cell.t !== "n") return String(cell.v);
  const shape = typeof cell.z === "string" ? shapeOfFormat(cell.z) : undefined;
  return (shape && serialToText(Number(cell.v), shape, date1904)) ?? plainNumber(String(cell.v));
}

async function* rowsOf(sheet: WorkSheet, date1904: boolean): AsyncGenerator<readonly SheetRow[]> {
  const data: readonly (readonly Parameters<typeof cellText>[0][] | undefined)[] = sheet["!data"] ?? [];
  let batch: SheetRow[] = [];
  for (const [index, row] of data.entries()) {
    const cells = Array.from(row ?? [], (cell) => cellText(cell, date1904));
    while (cells.at(-1) === "") cells.pop();
    if (cells.length === 0) continue;
    batch.push({ number: index + 1, hidden: sheet["!rows"]?.[index]?.hidden === true, cells });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function sheetsOf(workbook: WorkBook, named: boolean): readonly Sheet[] {
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  return workbook.SheetNames.flatMap((name, index): Sheet[] => {
    const sheet = workbook.Sheets[name];
    if (!sheet) return [];
    const hidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    return [{ name: named ? name : "", hidden, date1904, rows: () => rowsOf(sheet, date1904) }];
  });
}

/**
 * Opens the old kinds of spreadsheet, whole in memory (their row limit keeps them small): BIFF .xls, XML Spreadsheet 2003,
 * and HTML tables under an .xls name, whose cells are taken as the text they show.
 */
export async function readLegacy(path: string, format: LegacyFormat): Promise<SheetFile> {
  const { size } = await stat(path);
  if (size > LIMITS.legacyBytes)
    throw new AppError(
      "too_large",
      `A file of this kind may have ${LIMITS.legacyBytes >> 20} MiB: save it as .xlsx or .csv and import that file.`,
    );
  const bytes = await readFile(path);
  if (format === "xls" && bytes.includes(ENCRYPTED)) throw protectedFile();
  const encoding = format === "xls" ? undefined : detectEncoding(bytes, true);
  const options = {
    dense: true,
    cellNF: true,
    cellText: false,
    cellHTML: false,
    cellFormula: false,
    raw: format === "html-table",
    cellStyles: true,
  } as const;
  try {
    const workbook =
      encoding === undefined
        ? read(bytes, { ...options, type: "buffer" })
        : read(new TextDecoder(encoding).decode(bytes), { ...options, type: "string" });
    return {
      format,
      ...(encoding && { encoding }),
      sheets: sheetsOf(workbook, format !== "html-table"),
      close: async () => undefined,
    };
  } catch (cause) {
    throw unreadable(cause);
  }
}
