import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { Readable } from "node:stream";
import type { ExportTable } from "./table.ts";
import { writeTable } from "./write-table.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".csv": "text/csv; charset=utf-8",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/**
 * A table as a file to download. It is written whole before the first byte goes out, and forgotten afterwards.
 * @param name file name; its ending chooses the format
 * @throws AppError `usage` for an unknown ending, and whatever the rows throw
 */
export async function downloadTable(table: ExportTable, name: string): Promise<Response> {
  const ending = extname(name).toLowerCase();
  const path = join(tmpdir(), `ownervoice-${randomBytes(12).toString("hex")}${ending}`);
  await writeTable(table, path);
  const { size } = await stat(path);
  const file = createReadStream(path);
  file.once("close", () => void rm(path, { force: true }));
  return new Response(Readable.toWeb(file) as ReadableStream, {
    headers: {
      "Content-Type": TYPES[ending] ?? "application/octet-stream",
      "Content-Length": String(size),
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "no-store",
    },
  });
}
