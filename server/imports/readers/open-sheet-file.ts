import { open } from "node:fs/promises";
import { AppError } from "../../app-error.ts";
import { readDelimited } from "./delimited/read-delimited.ts";
import { recogniseFormat } from "./recognise-format.ts";
import type { SheetFile } from "./sheet.ts";
import { readXlsx } from "./xlsx/read-xlsx.ts";

const HEAD = 256 * 1024;

async function head(path: string): Promise<{ readonly bytes: Buffer; readonly complete: boolean }> {
  const file = await open(path).catch((cause: unknown) => {
    throw new AppError("not_found", `There is no readable file ${path}: check its name.`, {}, cause);
  });
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return { bytes: buffer.subarray(0, bytesRead), complete: bytesRead < HEAD };
  } catch (cause) {
    throw new AppError("not_found", `${path} cannot be read as a file: give the path of a file.`, {}, cause);
  } finally {
    await file.close();
  }
}

/** Opens any file people send as "the Excel", recognised by its content. @throws AppError `file_unreadable`, `too_large`, `not_found` */
export async function openSheetFile(path: string): Promise<SheetFile> {
  const { bytes, complete } = await head(path);
  const format = recogniseFormat(bytes);
  switch (format) {
    case "zip":
      return readXlsx(path);
    // the library for old formats is large, and most files are not old
    case "ole":
      return (await import("./read-legacy.ts")).readLegacy(path, "xls");
    case "xml-spreadsheet":
    case "html-table":
      return (await import("./read-legacy.ts")).readLegacy(path, format);
    case "delimited":
      return readDelimited(path, bytes, complete);
    case "empty":
      throw new AppError("file_unreadable", "The file is empty: export it again and import that file.");
    case "unknown":
      throw new AppError(
        "file_unreadable",
        "The file is neither a spreadsheet nor text: import an .xlsx, .xls or .csv file.",
      );
  }
}
