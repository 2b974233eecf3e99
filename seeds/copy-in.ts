import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** A value of a copied row; undefined is null. */
export type Cell =
  | string
  | number
  | boolean
  | Date
  | Uint8Array
  | readonly string[]
  | object
  | null
  | undefined;

function escaped(text: string): string {
  return text.replace(
    /[\\\t\n\r]/g,
    (sign) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[sign] ?? sign,
  );
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return "\\N";
  if (typeof cell === "string") return escaped(cell);
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  if (cell instanceof Uint8Array) return `\\\\x${Buffer.from(cell).toString("hex")}`;
  if (Array.isArray(cell)) return escaped(`{${cell.map((item) => JSON.stringify(item)).join(",")}}`);
  return escaped(JSON.stringify(cell));
}

function* chunks(rows: Iterable<readonly Cell[]>): Generator<string> {
  let buffer: string[] = [];
  for (const row of rows) {
    buffer.push(row.map(cellText).join("\t"));
    if (buffer.length === 1000) {
      yield `${buffer.join("\n")}\n`;
      buffer = [];
    }
  }
  if (buffer.length > 0) yield `${buffer.join("\n")}\n`;
}

/** Writes rows with COPY, in the transaction the client is in. @returns rows written */
export async function copyIn(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<number> {
  const stream = client.query(
    copyFrom(`copy ${table} (${columns.map((name) => `"${name}"`).join(", ")}) from stdin`),
  );
  await pipeline(Readable.from(chunks(rows)), stream);
  return stream.rowCount;
}
