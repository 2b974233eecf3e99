import { basename } from "node:path";
import type { PoolClient } from "pg";
import { type CalendarDate, shanghaiDate } from "#surveys/calendar-date.ts";
import { AppError } from "../app-error.ts";
import type { OpenRecord } from "../database/connection.ts";
import { type IdentitySeal, identitySeal } from "../vault/identity-seal.ts";
import type { ImportReport } from "./import-report.ts";
import type { Counts, RowWarning } from "./outcome.ts";
import { openSheetFile } from "./readers/open-sheet-file.ts";
import type { SheetFile } from "./readers/sheet.ts";
import { cellsOfRows, rowKey } from "./run/cells-of-rows.ts";
import {
  type CellsByRow,
  columnsWith,
  countRows,
  readingNotes,
  rowOutcomes,
  rowWarnings,
  sheetReports,
} from "./run/compose-report.ts";
import type { ImportRun, Settlement, Source, SourceAtWork, SourceName } from "./run/import-run.ts";
import { beginRun, concludeRun, earlierImport, type RunResult } from "./run/note-run.ts";
import { type FileReading, readFile } from "./run/read-file.ts";
import { countStage, markKnownRows, openStage, type StagedVerdict, stagedVerdicts } from "./run/stage.ts";
import { identifyFile, keepUpload } from "./run/uploads.ts";
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

type ReportBody = Omit<ImportReport, "import" | "source" | "dry_run" | "same_file_as">;

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

/** Above this a file is not read a second time for the cells of its rows; the report's reasons stand without them. */
const ROWS_READ_AGAIN = 100_000;

async function cellsOf(
  file: SheetFile,
  reading: FileReading,
  staged: readonly StagedVerdict[],
): Promise<CellsByRow> {
  if (reading.rows > ROWS_READ_AGAIN) return new Map();
  const places = [...staged, ...reading.verdicts.filter(({ disposition }) => disposition === "quarantine")];
  return cellsOfRows(
    file,
    new Set(places.map(({ sheet, row }) => rowKey(reading.tables[sheet]?.sheet.name ?? "", row))),
  );
}

async function warningsOf(
  client: PoolClient,
  reading: FileReading,
  settlement: Settlement,
  staged: readonly StagedVerdict[],
): Promise<readonly RowWarning[]> {
  const gone = new Set(
    staged.filter(({ disposition }) => disposition !== "update").map(({ ordinal }) => ordinal),
  );
  const fromRecord = settlement.warnings ?? [];
  const { rows: places } = await client.query<{ ordinal: number; sheet: number; row: number }>(
    "select ordinal, sheet, row from stage where ordinal = any($1)",
    [fromRecord.map(({ ordinal }) => ordinal)],
  );
  const placeOf = new Map(places.map((place) => [place.ordinal, place]));
  const remarks = [
    ...reading.warnings.map((warning) => ({ ...warning, column: warning.column ?? -1 })),
    ...fromRecord.flatMap(({ ordinal, code, field }) => {
      const place = placeOf.get(ordinal);
      return place
        ? [{ ...place, code, column: reading.tables[place.sheet]?.table.at(field) ?? -1, value: "" }]
        : [];
    }),
  ];
  return rowWarnings(
    reading,
    remarks.filter(({ ordinal }) => !gone.has(ordinal)),
  );
}

function changesNothing({ accept, update, history, quality_excluded }: Counts): boolean {
  return accept + update + history + quality_excluded === 0;
}

/** Reads, settles and reports in the client's transaction; whether it stands is decided by the caller. */
async function work(
  run: ImportRun,
  source: Source,
  file: SheetFile,
  earlier: number | undefined,
): Promise<Omit<RunResult, "uploadPath" | "report"> & { readonly body: ReportBody }> {
  const { client } = run;
  const atWork = await source.open(run);
  const reading = await stageFile(client, atWork, file, source.zh);
  const sheets = reading.tables.map(({ sheet }) => sheet.name);
  if (earlier !== undefined) await markKnownRows(client, earlier, sheets);
  const settlement = await atWork.settle();
  const staged = await stagedVerdicts(client);
  const cells = await cellsOf(file, reading, staged);
  const body: ReportBody = {
    file: run.fileName,
    rows: reading.rows,
    counts: countRows(reading, await countStage(client)),
    rows_not_accepted: rowOutcomes(reading, staged, cells),
    warnings: await warningsOf(client, reading, settlement, staged),
    dropped_columns: columnsWith(reading, "drop"),
    unmapped_columns: columnsWith(reading, "unmapped"),
    sheets: sheetReports(reading),
    notes: [...(settlement.notes ?? []), ...readingNotes(reading)],
  };
  return { reading, cells, waveId: settlement.waveId, body };
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
  const fileName = request.fileName ?? basename(request.path);
  const { asOf = shanghaiDate(new Date()), mapping = {}, wave, actor = null, dryRun = false } = options;
  const file = await openSheetFile(request.path);
  const client = await record.pool.connect();
  let failed: unknown;
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [LOCK]);
    const earlier = await earlierImport(client, source.name, identity);
    const importId = await beginRun(client, {
      source: source.name,
      fileName,
      file: identity,
      options: { wave, asOf },
      mapping,
      actor,
    });
    const seal = options.seal ?? identitySeal();
    const run: ImportRun = {
      client,
      importId,
      fileName,
      asOf,
      waveYear: wave,
      mapping,
      seal,
    };
    const { body, ...result } = await work(run, source, file, earlier);
    const report = {
      source: source.name,
      dry_run: dryRun,
      ...(earlier !== undefined && { same_file_as: earlier }),
      ...body,
    };
    if (dryRun || (earlier !== undefined && changesNothing(body.counts))) {
      await client.query("rollback");
      return { import: dryRun ? null : (earlier ?? null), ...report };
    }
    const uploadPath = await keepUpload(options.dataDir, request.path, identity.hash);
    await concludeRun(client, importId, { ...result, report, uploadPath });
    await client.query("commit");
    return { import: importId, ...report };
  } catch (failure) {
    failed = failure;
    await client.query("rollback").catch(() => undefined);
    throw failure;
  } finally {
    // a connection that failed in the middle of a COPY is not used again
    client.release(failed !== undefined);
    await file.close();
  }
}
