import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { neutraliseFormula } from "../imports/neutralise-formula.ts";
import type { ExportTable, Value } from "./table.ts";

function field(value: Value): string {
  if (value === null) return "";
  const text = typeof value === "string" ? neutraliseFormula(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function line(values: readonly Value[]): string {
  return `${values.map(field).join(",")}\r\n`;
}

/** Lines go to the file in pieces of so many characters: a piece a line would be most of the work. */
const PIECE = 65_536;

/** UTF-8 with byte order mark and CRLF, as spreadsheets open it; no cell can run as a formula. @returns rows */
export async function writeCsv({ columns, rows }: ExportTable, path: string): Promise<number> {
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    let piece = `\ufeff${line(columns.map(({ name }) => name))}`;
    for await (const row of rows) {
      count++;
      piece += line(row);
      if (piece.length < PIECE) continue;
      yield piece;
      piece = "";
    }
    if (piece !== "") yield piece;
  }
  await pipeline(Readable.from(lines()), createWriteStream(path, { mode: 0o600 }));
  return count;
}
