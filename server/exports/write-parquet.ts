import {
  BOOLEAN,
  DATE,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBInstance,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from "@duckdb/node-api";
import type { ExportColumn, ExportTable, Value } from "./table.ts";

const TYPE = { text: VARCHAR, integer: INTEGER, number: DOUBLE, boolean: BOOLEAN, date: DATE } as const;

const DAY = 86_400_000;
const ROWS = 2048;

function duckdbValue(value: Value, { type }: ExportColumn): DuckDBValue {
  return type === "date" && typeof value === "string" ? new DuckDBDateValue(Date.parse(value) / DAY) : value;
}

function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A typed Parquet file. It is made by a DuckDB of its own: the analysis may not write files. @returns rows */
export async function writeParquet({ columns, rows }: ExportTable, path: string): Promise<number> {
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    const list = columns.map(({ name, type }) => `${quotedName(name)} ${TYPE[type]}`).join(", ");
    await connection.run(`create table export (${list})`);
    const appender = await connection.createAppender("export");
    let pending: DuckDBValue[][] = [];
    let count = 0;
    const flush = () => {
      if (pending.length === 0) return;
      const chunk = DuckDBDataChunk.create(columns.map(({ type }) => TYPE[type]));
      chunk.setRows(pending);
      appender.appendDataChunk(chunk);
      count += pending.length;
      pending = [];
    };
    for await (const row of rows) {
      pending.push(columns.map((column, place) => duckdbValue(row[place] ?? null, column)));
      if (pending.length === ROWS) flush();
    }
    flush();
    appender.closeSync();
    await connection.run(`copy export to '${path.replaceAll("'", "''")}' (format parquet, compression zstd)`);
    connection.closeSync();
    return count;
  } finally {
    instance.closeSync();
  }
}
