import { renameSync, rmSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { AppError } from "../app-error.ts";
import type { ExportTable, Written } from "./table.ts";
import { writeArrow } from "./write-arrow.ts";
import { writeCsv } from "./write-csv.ts";
import { writeParquet } from "./write-parquet.ts";
import { writeXlsx } from "./write-xlsx.ts";

/** Writes a table; formats that hold one table pass over the further sheets. */
type Writer = (
  table: ExportTable,
  path: string,
  sheets?: Readonly<Record<string, ExportTable>>,
) => Promise<number>;

const WRITERS: Readonly<Record<string, Writer>> = {
  ".csv": writeCsv,
  ".xlsx": writeXlsx,
  ".parquet": writeParquet,
  ".arrow": writeArrow,
};

/** The writer a file's ending asks for. @throws AppError `usage` for an unknown ending */
export function writerFor(path: string): Writer {
  const writer = WRITERS[extname(path).toLowerCase()];
  if (writer) return writer;
  throw new AppError(
    "usage",
    `A table is written as ${Object.keys(WRITERS).join(", ")}, not as ${path}: give it one of these endings.`,
  );
}

/**
 * Writes a table in the format of the file's ending. The file appears when it is complete, or not at all.
 * @param sheets further sheets of a workbook, by their names
 * @throws AppError `usage` for an unknown ending, `file_unreadable` when the place cannot be written
 */
export async function writeTable(
  table: ExportTable,
  path: string,
  sheets: Readonly<Record<string, ExportTable>> = {},
): Promise<Written> {
  const writer = writerFor(path);
  const part = `${path}.part`;
  try {
    // a place that cannot be written is found out before anything is made, and the file is its owner's alone
    writeFileSync(part, "", { mode: 0o600 });
    const rows = await writer(table, part, sheets);
    renameSync(part, path);
    return { path, rows };
  } catch (failure) {
    rmSync(part, { force: true });
    const system = failure instanceof Error && "syscall" in failure;
    if (!system) throw failure;
    throw new AppError(
      "file_unreadable",
      `${path} cannot be written (${failure.message}): choose another place.`,
      {},
      failure,
    );
  }
}
