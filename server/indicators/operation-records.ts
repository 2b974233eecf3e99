import { type Expression, sql } from "kysely";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { RecordSums, Stratum } from "#analytics/moments.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { addMonths, type CalendarDate } from "#surveys/calendar-date.ts";

/** The twelve months a wave's owners speak of: after the first day, up to and with the second. */
type Span = { readonly after: CalendarDate; readonly upTo: CalendarDate };

/** Sums of one project. */
type ProjectSums = Omit<RecordSums, "source" | "group"> & { readonly projectId: number };

/** A share of cases: each counts 1 below, and 1 above where the condition holds. */
function sharesOf(
  rows: readonly { readonly project_id: number; readonly cases: number; readonly met: number }[],
): readonly ProjectSums[] {
  return rows.map(({ project_id, cases, met }) => ({
    projectId: project_id,
    records: cases,
    above: met,
    below: cases,
    aboveSquared: met,
    cross: met,
    belowSquared: cases,
  }));
}

const repairDay = sql<string>`(reported_at at time zone 'Asia/Shanghai')::date`;
const complaintDay = sql<string>`(submitted_at at time zone 'Asia/Shanghai')::date`;
const callDay = sql<string>`(started_at at time zone 'Asia/Shanghai')::date`;

async function repairShare(
  db: Database,
  { after, upTo }: Span,
  known: ReturnType<typeof sql<boolean>>,
  met: ReturnType<typeof sql<boolean>>,
): Promise<readonly ProjectSums[]> {
  const rows = await db
    .selectFrom("repair_order")
    .select((select) => [
      "project_id",
      select.fn.countAll<number>().as("cases"),
      sql<number>`count(*) filter (where ${met})`.as("met"),
    ])
    .where("status", "<>", "void")
    .where(known)
    .where(repairDay, ">", after)
    .where(repairDay, "<=", upTo)
    .groupBy("project_id")
    .execute();
  return sharesOf(rows);
}

async function complaintShare({ db, span }: Request): Promise<readonly ProjectSums[]> {
  const rows = await db
    .selectFrom("complaint")
    .select((select) => [
      "project_id",
      select.fn.countAll<number>().as("cases"),
      sql<number>`count(*) filter (where solved)`.as("met"),
    ])
    .where("status", "<>", "void")
    .where("solved", "is not", null)
    .where(complaintDay, ">", span.after)
    .where(complaintDay, "<=", span.upTo)
    .groupBy("project_id")
    .execute();
  return sharesOf(rows);
}

async function callShare({ db, span }: Request): Promise<readonly ProjectSums[]> {
  const rows = await db
    .selectFrom("hotline_call")
    .select((select) => [
      "project_id",
      select.fn.countAll<number>().as("cases"),
      sql<number>`count(*) filter (where answered)`.as("met"),
    ])
    .where(callDay, ">", span.after)
    .where(callDay, "<=", span.upTo)
    .groupBy("project_id")
    .execute();
  return sharesOf(rows);
}

type HomeEvents = { readonly project_id: number; readonly home_id: number | null; readonly events: number };

function complaintsByHome({ db, span }: Request) {
  return db
    .selectFrom("complaint")
    .select((select) => ["project_id", "home_id", select.fn.countAll<number>().as("events")])
    .where("status", "<>", "void")
    .where(complaintDay, ">", span.after)
    .where(complaintDay, "<=", span.upTo)
    .groupBy(["project_id", "home_id"]);
}

function callsByHome({ db, span }: Request) {
  return db
    .selectFrom("hotline_call")
    .select((select) => ["project_id", "home_id", select.fn.countAll<number>().as("events")])
    .where(callDay, ">", span.after)
    .where(callDay, "<=", span.upTo)
    .groupBy(["project_id", "home_id"]);
}

/** Events per owner: a record a home of the frame, and one more for each event no home is known of. */
async function eventsPerOwner(
  { db, owners }: Request,
  homes: Expression<HomeEvents>,
): Promise<readonly ProjectSums[]> {
  const { rows } = await sql<{
    readonly project_id: number;
    readonly events: number;
    readonly linked: number;
    readonly squares: number;
  }>`select project_id, sum(events)::int as events, coalesce(sum(events) filter (where home_id is not null), 0)::int as linked,
      coalesce(sum(events * events) filter (where home_id is not null), 0)::int as squares
    from (${homes}) home group by project_id`.execute(db);
  const found = new Map(rows.map((row) => [row.project_id, row]));
  return [...owners].map(([projectId, count]) => {
    const { events = 0, linked = 0, squares = 0 } = found.get(projectId) ?? {};
    const loose = events - linked;
    return {
      projectId,
      records: count + loose,
      above: events,
      below: count,
      aboveSquared: squares + loose,
      cross: linked,
      belowSquared: count,
    };
  });
}

type Request = { readonly db: Database; readonly span: Span; readonly owners: ReadonlyMap<number, number> };

/** What the record of operations can be asked for, by the name a definition's measures use. */
const SOURCES: Readonly<Record<string, (request: Request) => Promise<readonly ProjectSums[]>>> = {
  "repairs-on-time": ({ db, span }) =>
    repairShare(db, span, sql<boolean>`on_time is not null`, sql<boolean>`on_time`),
  "repairs-reopened": ({ db, span }) => repairShare(db, span, sql<boolean>`true`, sql<boolean>`reopened > 0`),
  "complaints-per-owner": (request) => eventsPerOwner(request, complaintsByHome(request)),
  "complaints-solved": complaintShare,
  "calls-per-owner": (request) => eventsPerOwner(request, callsByHome(request)),
  "calls-answered": callShare,
};

/** Names of operational sources, for choosing one. */
export const OPERATION_SOURCES: readonly string[] = Object.keys(SOURCES);

/**
 * Operational sums beside a wave's answers, by project: the twelve months up to the cut-off day.
 * @param strata of the wave's moments, which say where a project stands and how many owners it has
 * @throws AppError `invalid` when a definition names a source nobody knows
 */
export async function operationRecords(
  db: Database,
  definitions: readonly IndexDefinition[],
  waveId: number,
  strata: readonly Stratum[],
): Promise<readonly RecordSums[] | undefined> {
  const names = [
    ...new Set(
      definitions.flatMap(({ measures }) => Object.values(measures ?? {}).map(({ source }) => source)),
    ),
  ];
  if (names.length === 0) return undefined;
  const { cutoff_on: upTo } = await db
    .selectFrom("wave")
    .select("cutoff_on")
    .where("id", "=", waveId)
    .executeTakeFirstOrThrow();
  const projects = Map.groupBy(strata, ({ project }) => Number(project));
  const owners = new Map(
    [...projects].map(([project, own]) => [
      project,
      own.reduce((sum, { population }) => sum + (population ?? 0), 0),
    ]),
  );
  const request = { db, span: { after: addMonths(upTo, -12), upTo }, owners };
  const sums = await Promise.all(
    names.map(async (source) => {
      const read = SOURCES[source];
      if (read === undefined)
        throw new AppError(
          "invalid",
          `There is no operational source ${source}: use one of ${OPERATION_SOURCES.join(", ")}.`,
          { sources: OPERATION_SOURCES },
        );
      return (await read(request)).map(({ projectId, ...rest }) => ({ source, projectId, ...rest }));
    }),
  );
  return sums.flat().flatMap(({ projectId, ...rest }): RecordSums[] => {
    const stratum = projects.get(projectId)?.[0];
    if (stratum === undefined) return [];
    const { region = "", group = {} } = stratum;
    return [{ ...rest, group: { ...group, region, project: String(projectId) } }];
  });
}

/**
 * Names the state of the operational records, which the analysis does not hold; empty for a definition that reads none.
 * They come and go with imports alone.
 */
export async function operationsVersion(db: Database, { measures }: IndexDefinition): Promise<string> {
  if (measures === undefined) return "";
  const row = await db
    .selectFrom("import_run")
    .select((select) => [
      select.fn.max<number | null>("id").as("newest"),
      sql<number>`count(*) filter (where state = 'undone')`.as("undone"),
    ])
    .where("source", "in", ["repairs", "complaints", "hotline"])
    .executeTakeFirstOrThrow();
  return `${row.newest ?? 0}-${row.undone}`;
}
