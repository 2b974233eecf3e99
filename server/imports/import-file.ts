import { basename } from "node:path";
import type { PoolClient } from "pg";
import { type CalendarDate, shanghaiDate } from "#surveys/calendar-date.ts";
import { AppError } from "../app-error.ts";
import type { OpenRecord } from "../database/connection.ts";
import { type IdentitySeal, identitySeal } from "../vault/identity-seal.ts";
import type { ImportReport } from "./import-report.ts";
import type { Counts } from "./outcome.ts";
import { openSheetFile } from "./readers/open-sheet-file.ts";
import type { SheetFile } from "./readers/sheet.ts";
import { columnsWith, countRows, rowOutcomes, rowWarnings, sheetReports } from "./run/compose-report.ts";
import type { ImportRun, Settlement, Source, SourceAtWork, SourceName } from "./run/import-run.ts";
import { type FileReading, readFile } from "./run/read-file.ts";
import { countStage, openStage, stagedVerdicts } from "./run/stage.ts";
import { type FileIdentity, identifyFile, keepUpload } from "./run/uploads.ts";
import { SOURCES } from "./sources/registry.ts";
import type { HeaderMapping } from "./tables/column-spec.ts";

export type ImportRequest = {
  readonly source: SourceName;
  /** Where the file is. */
  readonly path: string;
  /** What it is called, when that is not its path's last part. */
  readonly fileName?: string;
};

export type ImportOptions = {
  readonly dataDir: string;
  /** Reads, checks and reports everything, and changes nothing. */
  readonly dryRun?: boolean;
  /** Year of the survey wave; otherwise from the file's name or the days of its answers. */
  readonly wave?: number;
  /** Today, for dates which cannot lie in the future. */
  readonly asOf?: CalendarDate;
  readonly mapping?: HeaderMapping;
  /** Who imports: a user's id. */
  readonly actor?: string;
  readonly seal?: IdentitySeal;
};

/** One import at a time: the number is the lock's name. */
const LOCK = 7_201_531;

function findSource(name: SourceName): Source {
  const source = SOURCES.find((known) => known.name === name);
  if (!source)
    throw new AppError(
      "bad_request",
      `Files of the kind '${name}' cannot be imported yet: one of ${SOURCES.map((known) => known.name).join(", ")}.`,
    );
  return source;
}

async function earlierImport(
  client: PoolClient,
  source: SourceName,
  { hash }: FileIdentity,
): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    "select id from import_run where source = $1 and file_hash = $2 and state = 'applied' order by id limit 1",
    [source, hash],
  );
  return rows[0]?.id;
}

async function beginRun(
  client: PoolClient,
  request: ImportRequest,
  options: ImportOptions,
  file: FileIdentity,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into import_run (source, file_name, file_hash, bytes, options, mapping, rows, counts, actor, started_at)
     values ($1, $2, $3, $4, $5, $6, 0, '{}', $7, clock_timestamp()) returning id`,
    [
      request.source,
      request.fileName ?? basename(request.path),
      file.hash,
      file.bytes,
      JSON.stringify({ wave: options.wave, asOf: options.asOf }),
      JSON.stringify(options.mapping ?? {}),
      options.actor ?? null,
    ],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("the import was not noted");
  await client.query("select set_config('ownervoice.import', $1, true)", [String(id)]);
  return id;
}

async function stageFile(
  client: PoolClient,
  source: SourceAtWork,
  file: SheetFile,
  title: string,
): Promise<FileReading> {
  const stage = await openStage(client, source.columns);
  try {
    const reading = await readFile(file, source, stage);
    await stage.finish();
    if (reading.tables.length > 0) return reading;
    throw new AppError(
      "file_unreadable",
      `No sheet of the file has the columns of ${title}: check that it is the right file, or name its columns with a mapping.`,
      { sheets: reading.otherSheets },
    );
  } catch (failure) {
    await stage.abandon();
    throw failure;
  }
}

async function composeReport(
  run: ImportRun,
  reading: FileReading,
  settlement: Settlement,
): Promise<Omit<ImportReport, "import" | "source" | "dry_run">> {
  const { client } = run;
  const staged = await stagedVerdicts(client);
  const gone = new Set(
    staged.filter(({ disposition }) => disposition !== "update").map(({ ordinal }) => ordinal),
  );
  const { rows: places } = await client.query<{ ordinal: number; sheet: number; row: number }>(
    "select ordinal, sheet, row from stage where ordinal = any($1)",
    [(settlement.warnings ?? []).map(({ ordinal }) => ordinal)],
  );
  const placeOf = new Map(places.map((place) => [place.ordinal, place]));
  const remarks = [
    ...reading.warnings.map((warning) => ({ ...warning, column: warning.column ?? -1 })),
    ...(settlement.warnings ?? []).flatMap(({ ordinal, code, field }) => {
      const place = placeOf.get(ordinal);
      return place
        ? [{ ...place, code, column: reading.tables[place.sheet]?.table.at(field) ?? -1, value: "" }]
        : [];
    }),
  ].filter(({ ordinal }) => !gone.has(ordinal));
  return {
    file: run.fileName,
    rows: reading.rows,
    counts: countRows(reading, await countStage(client)),
    rows_not_accepted: rowOutcomes(reading, staged),
    warnings: rowWarnings(reading, remarks),
    dropped_columns: columnsWith(reading, "drop"),
    unmapped_columns: columnsWith(reading, "unmapped"),
    sheets: sheetReports(reading),
    notes: settlement.notes ?? [],
  };
}

async function noteRun(
  client: PoolClient,
  id: number,
  report: Omit<ImportReport, "import">,
  waveId: number | undefined,
  uploadPath: string,
): Promise<void> {
  await client.query(
    `update import_run set rows = $2, counts = $3, warnings = $4, dropped_columns = $5, wave_id = $6, upload_path = $7,
       finished_at = clock_timestamp() where id = $1`,
    [
      id,
      report.rows,
      JSON.stringify(report.counts),
      JSON.stringify(report.warnings),
      JSON.stringify(report.dropped_columns),
      waveId ?? null,
      uploadPath,
    ],
  );
  await client.query(
    `insert into import_row (import_id, ordinal, sheet, row, col, disposition, code, message, value)
     select $1, ordinality, r.sheet, r.row, nullif(r.column, ''), r.disposition, r.code, r.message, nullif(r.value, '')
     from rows from (jsonb_to_recordset($2) as (sheet text, row int, "column" text, disposition text, code text, message text, value text))
       with ordinality r (sheet, row, "column", disposition, code, message, value, ordinality)`,
    [id, JSON.stringify(report.rows_not_accepted)],
  );
  await client.query(
    "insert into audit_log (action, actor_id, subject, detail) select 'import.applied', actor, 'import:' || id, jsonb_build_object('source', source, 'counts', counts) from import_run where id = $1",
    [id],
  );
}

function changesNothing(counts: Counts): boolean {
  return counts.accept + counts.update + counts.history + counts.quality_excluded === 0;
}

/**
 * Imports one file as one transaction: every row of it ends in exactly one disposition, and either all accepted rows are
 * on the record or none is. The same file again changes nothing and is not noted; a dry run reports the same and is undone.
 * @throws AppError `file_unreadable` or `too_large` for files that cannot be read or hold no table of the source
 */
export async function importFile(
  record: OpenRecord,
  request: ImportRequest,
  options: ImportOptions,
): Promise<ImportReport> {
  const source = findSource(request.source);
  const identity = await identifyFile(request.path);
  const file = await openSheetFile(request.path);
  const client = await record.pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [LOCK]);
    const earlier = await earlierImport(client, source.name, identity);
    const importId = await beginRun(client, request, options, identity);
    const run: ImportRun = {
      client,
      importId,
      fileName: request.fileName ?? basename(request.path),
      asOf: options.asOf ?? shanghaiDate(new Date()),
      waveYear: options.wave,
      mapping: options.mapping ?? {},
      seal: options.seal ?? identitySeal(),
      sameFile: earlier !== undefined,
    };
    const atWork = await source.open(run);
    const reading = await stageFile(client, atWork, file, source.zh);
    const settlement = await atWork.settle();
    const body = await composeReport(run, reading, settlement);
    const report = {
      source: source.name,
      dry_run: options.dryRun === true,
      ...(earlier !== undefined && { same_file_as: earlier }),
      ...body,
    };
    if (options.dryRun || (earlier !== undefined && changesNothing(body.counts))) {
      await client.query("rollback");
      return { import: options.dryRun ? null : (earlier ?? null), ...report };
    }
    await noteRun(
      client,
      importId,
      report,
      settlement.waveId,
      await keepUpload(options.dataDir, request.path, identity.hash),
    );
    await client.query("commit");
    return { import: importId, ...report };
  } catch (failure) {
    await client.query("rollback").catch(() => undefined);
    throw failure;
  } finally {
    client.release();
    await file.close();
  }
}
