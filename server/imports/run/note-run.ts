import type { PoolClient } from "pg";
import type { ImportReport } from "../import-report.ts";
import { type CellsByRow, cellsForReview } from "./compose-report.ts";
import type { SourceName } from "./import-run.ts";
import type { FileReading } from "./read-file.ts";
import type { FileIdentity } from "./uploads.ts";

/** What is kept of the request itself. */
export type RunRequest = {
  readonly source: SourceName;
  readonly fileName: string;
  readonly file: FileIdentity;
  readonly options: Readonly<Record<string, unknown>>;
  readonly mapping: Readonly<Record<string, string>>;
  readonly actor: string | null;
};

/** The latest standing import of a file with the same content, if there is one. */
export async function earlierImport(
  client: PoolClient,
  source: SourceName,
  { hash }: FileIdentity,
): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    "select id from import_run where source = $1 and file_hash = $2 and state = 'applied' order by id desc limit 1",
    [source, hash],
  );
  return rows[0]?.id;
}

/** Opens an import: gives it its number, under which the record notes every change in this transaction. */
export async function beginRun(client: PoolClient, request: RunRequest): Promise<number> {
  const { source, fileName, file, options, mapping, actor } = request;
  const { rows } = await client.query<{ id: number }>(
    `insert into import_run (source, file_name, file_hash, bytes, options, mapping, rows, counts, actor, started_at)
     values ($1, $2, $3, $4, $5, $6, 0, '{}', $7, clock_timestamp()) returning id`,
    [source, fileName, file.hash, file.bytes, JSON.stringify(options), JSON.stringify(mapping), actor],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("the import was not noted");
  await client.query("select set_config('ownervoice.import', $1, true)", [String(id)]);
  return id;
}

/** What an import came to. */
export type RunResult = {
  readonly report: Omit<ImportReport, "import">;
  readonly reading: FileReading;
  readonly cells: CellsByRow;
  readonly waveId: number | undefined;
  readonly uploadPath: string;
};

/** Closes an import: its counts, its rows with their reasons, and the line in the audit log. */
export async function concludeRun(client: PoolClient, id: number, result: RunResult): Promise<void> {
  const { report, reading, cells, waveId, uploadPath } = result;
  const { rows, counts, warnings, dropped_columns } = report;
  await client.query(
    `update import_run set rows = $2, counts = $3, warnings = $4, dropped_columns = $5, wave_id = $6, upload_path = $7,
       finished_at = clock_timestamp() where id = $1`,
    [
      id,
      rows,
      JSON.stringify(counts),
      JSON.stringify(warnings),
      JSON.stringify(dropped_columns),
      waveId ?? null,
      uploadPath,
    ],
  );
  const noted = report.rows_not_accepted.map((row, index) => ({
    ...row,
    ordinal: index + 1,
    cells: row.disposition === "quarantine" ? cellsForReview(reading, cells, row) : null,
  }));
  await client.query(
    `insert into import_row (import_id, ordinal, sheet, row, col, disposition, code, message, value, cells)
     select $1, ordinal, sheet, row, nullif("column", ''), disposition, code, message, nullif(value, ''), cells
     from jsonb_to_recordset($2) as r (ordinal int, sheet text, row int, "column" text, disposition text, code text, message text, value text, cells jsonb)`,
    [id, JSON.stringify(noted)],
  );
  await client.query(
    `insert into audit_log (action, actor_id, subject, detail)
     select 'import.applied', actor, 'import:' || id, jsonb_build_object('source', source, 'counts', counts) from import_run where id = $1`,
    [id],
  );
}
