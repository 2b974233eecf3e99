import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { neutraliseFormula } from "../imports/neutralise-formula.ts";
import type { ExportTable, Value } from "./table.ts";

function field(value: Value): string {
  if (value === null) return "";
  const text = typeof value === "string" ? neutraliseFormula(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** UTF-8 with byte order mark and CRLF, as spreadsheets open it; no cell can run as a formula. @returns rows */
export async function writeCsv({ columns, rows }: ExportTable, path: string): Promise<number> {
  const out = createWriteStream(path, { mode: 0o600 });
  const failed = once(out, "error").then(([failure]) => Promise.reject(failure));
  const put = async (values: readonly Value[]) => {
    if (!out.write(`${values.map(field).join(",")}\r\n`)) await Promise.race([once(out, "drain"), failed]);
  };
  out.write("\ufeff");
  await put(columns.map(({ name }) => name));
  let count = 0;
  for await (const row of rows) {
    await put(row);
    count++;
  }
  out.end();
  await finished(out);
  return count;
}
