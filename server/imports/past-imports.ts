import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { type Counts, DISPOSITIONS, noCounts } from "./outcome.ts";

/** An import that happened, as the screens list it. */
export type PastImport = {
  readonly id: number;
  readonly source: string;
  readonly file: string;
  readonly at: string;
  readonly actor: string | null;
  readonly rows: number;
  readonly counts: Counts;
  readonly state: "applied" | "undone";
};

/** A row that was not a plain acceptance. `value` is masked where its column is personal. */
export type PastImportRow = {
  readonly ordinal: number;
  readonly sheet: string;
  readonly row: number;
  readonly column: string | null;
  readonly disposition: string;
  readonly message: string;
  readonly value: string | null;
};

export type PastImportDetail = {
  readonly run: PastImport;
  /** Rows to review, those of consequence first; at most `ROWS_SHOWN`. */
  readonly rows: readonly PastImportRow[];
  readonly total: number;
  readonly droppedColumns: readonly string[];
};

const ROWS_SHOWN = 500;
const RUNS_SHOWN = 200;
const COLUMNS = ["id", "source", "file_name", "finished_at", "actor", "rows", "counts", "state"] as const;

type Run = {
  readonly id: number;
  readonly source: string;
  readonly file_name: string;
  readonly finished_at: Date;
  readonly actor: string | null;
  readonly rows: number;
  readonly counts: unknown;
  readonly state: string;
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function countsOf(stored: unknown): Counts {
  const counts = noCounts();
  if (isRecord(stored))
    for (const disposition of DISPOSITIONS) counts[disposition] = Number(stored[disposition] ?? 0);
  return counts;
}

function pastImport(run: Run): PastImport {
  return {
    id: run.id,
    source: run.source,
    file: run.file_name,
    at: run.finished_at.toISOString(),
    actor: run.actor,
    rows: run.rows,
    counts: countsOf(run.counts),
    state: run.state === "undone" ? "undone" : "applied",
  };
}

/** Headers of columns that were not stored because they are personal. */
function headersOf(dropped: unknown): readonly string[] {
  if (!Array.isArray(dropped)) return [];
  return dropped.flatMap((column: unknown) => {
    if (typeof column === "string") return [column];
    return isRecord(column) && typeof column.header === "string" ? [column.header] : [];
  });
}

/** Past imports, newest first. */
export async function listPastImports(db: Database, scope: Scope): Promise<readonly PastImport[]> {
  need(scope, "imports.read");
  const runs = await db
    .selectFrom("import_run")
    .select(COLUMNS)
    .orderBy("id", "desc")
    .limit(RUNS_SHOWN)
    .execute();
  return runs.map(pastImport);
}

/** One import with the rows that were not plainly accepted. @throws AppError `not_found` */
export async function pastImportDetail(db: Database, scope: Scope, id: number): Promise<PastImportDetail> {
  need(scope, "imports.read");
  const run = await db
    .selectFrom("import_run")
    .select([...COLUMNS, "dropped_columns"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!run) throw new AppError("not_found", "There is no such import: choose one from the list.");
  const [rows, { total }] = await Promise.all([
    db
      .selectFrom("import_row")
      .select(["ordinal", "sheet", "row", "col as column", "disposition", "message", "value"])
      .where("import_id", "=", id)
      .orderBy((order) =>
        order.case().when("disposition", "in", ["quarantine", "reject"]).then(0).else(1).end(),
      )
      .orderBy("ordinal")
      .limit(ROWS_SHOWN)
      .execute(),
    db
      .selectFrom("import_row")
      .select((select) => select.fn.countAll<number>().as("total"))
      .where("import_id", "=", id)
      .executeTakeFirstOrThrow(),
  ]);
  return { run: pastImport(run), rows, total: Number(total), droppedColumns: headersOf(run.dropped_columns) };
}
