import { sql } from "kysely";
import type { Database } from "#server/database/connection.ts";
import { type CallCounts, callCounts, NO_CALLS } from "./call-counts.ts";
import { countedDays, dayOf, type Member } from "./counted-days.ts";
import { RECORD_SOURCES, type RecordSource } from "./measures.ts";
import type { Period } from "./periods.ts";
import type { RecordBases } from "./record-bases.ts";

/** Records of a unit in a period, each share with its own base. */
export type RecordCounts = RecordBases & CaseSums & CallCounts;

type CaseSums = {
  readonly reopened: number;
  readonly onTime: number;
  /** Days from report to close: the middle one and the ends of its 95 % interval by ranks; null without closed ones. */
  readonly days: number | null;
  readonly daysLow: number | null;
  readonly daysHigh: number | null;
  readonly overdue: number;
  readonly solved: number;
};

type CaseCounts = Omit<RecordBases, keyof CallCounts> & CaseSums;
type Row = CaseCounts & { readonly unit: number; readonly period: string };

const NO_CASES: CaseCounts = {
  repairs: 0,
  reopened: 0,
  judged: 0,
  onTime: 0,
  closed: 0,
  days: null,
  daysLow: null,
  daysHigh: null,
  complaints: 0,
  due: 0,
  overdue: 0,
  settled: 0,
  solved: 0,
};

export const NO_RECORDS: RecordCounts = { ...NO_CASES, ...NO_CALLS };

/**
 * Counts of the record of operations by unit and period. A project may stand in several units, a day in several periods.
 * Void records are left out. The median's interval: the order statistics at n/2 ± 0.98 √n (Conover, Practical
 * Nonparametric Statistics, 3rd ed., 3.2), both ends inside the sample.
 *
 * What is on time is counted among cases whose due day has passed, however they ended: in a quarter that runs, cases that are done are
 * the quick ones. A repair is due `repairDueDays` after its report, since its source says whether it was late but not when it
 * was due; one that is open then is late. A reply is due when the record says.
 * @param now the moment due days have passed by
 * @param kinds of records that are asked for; others may be none
 */
export async function recordCounts(
  db: Database,
  members: readonly Member[],
  periods: readonly Period[],
  now: Date,
  repairDueDays: number,
  kinds: readonly RecordSource[] = RECORD_SOURCES,
): Promise<ReadonlyMap<string, RecordCounts>> {
  const [cases, calls] = await Promise.all([
    caseCounts(db, members, periods, now, repairDueDays),
    kinds.includes("calls") ? callCounts(db, members, periods) : new Map<string, CallCounts>(),
  ]);
  return new Map(
    [...new Set([...cases.keys(), ...calls.keys()])].map((key) => [
      key,
      { ...(cases.get(key) ?? NO_CASES), ...(calls.get(key) ?? NO_CALLS) },
    ]),
  );
}

/** What `recordCounts` says of repairs and complaints. */
async function caseCounts(
  db: Database,
  members: readonly Member[],
  periods: readonly Period[],
  now: Date,
  repairDueDays: number,
): Promise<ReadonlyMap<string, CaseCounts>> {
  if (members.length === 0 || periods.length === 0) return new Map();
  const { rows } = await sql<Row>`${countedDays(members, periods)}, repair as (
      select m.unit, p.period, r.reopened,
        case when r.reported_at + make_interval(days => ${repairDueDays}) <= ${now}
          then coalesce(r.on_time, case when r.status = 'open' then false end) end as on_time,
        extract(epoch from r.closed_at - r.reported_at)::float8 / 86400 as days
      from repair_order r
      join day p on p.day = ${dayOf("r.reported_at")}
      join member m on m.project = r.project_id
      where r.status <> 'void'
    ), ranked as (
      select unit, period, days, row_number() over same as rank, count(*) over (partition by unit, period) as n
      from repair where days is not null window same as (partition by unit, period order by days)
    ), lasted as (
      select unit, period,
        avg(days) filter (where rank in ((n + 1) / 2, (n + 2) / 2)) as days,
        min(days) filter (where rank >= floor(n / 2.0 - 0.98 * sqrt(n))) as low,
        max(days) filter (where rank <= ceil(n / 2.0 + 0.98 * sqrt(n)) + 1) as high
      from ranked group by unit, period
    ), repaired as (
      select unit, period, count(*)::int as repairs, count(*) filter (where reopened > 0)::int as reopened,
        count(on_time)::int as judged, count(*) filter (where on_time)::int as on_time, count(days)::int as closed
      from repair group by unit, period
    ), complained as (
      select m.unit, p.period, count(*)::int as complaints, count(*) filter (where c.reply_due_at <= ${now})::int as due,
        count(*) filter (where c.reply_due_at <= ${now} and c.reply_due_at < coalesce(c.first_reply_at, 'infinity'))::int
          as overdue,
        count(c.solved)::int as settled, count(*) filter (where c.solved)::int as solved
      from complaint c
      join day p on p.day = ${dayOf("c.submitted_at")}
      join member m on m.project = c.project_id
      where c.status <> 'void'
      group by m.unit, p.period
    )
    select unit::int as unit, period, coalesce(repairs, 0) as repairs, coalesce(reopened, 0) as reopened,
      coalesce(judged, 0) as judged, coalesce(on_time, 0) as "onTime", coalesce(closed, 0) as closed,
      lasted.days, lasted.low as "daysLow", lasted.high as "daysHigh", coalesce(complaints, 0) as complaints,
      coalesce(due, 0) as due, coalesce(overdue, 0) as overdue, coalesce(settled, 0) as settled,
      coalesce(solved, 0) as solved
    from repaired full join complained using (unit, period) left join lasted using (unit, period)`.execute(
    db,
  );
  return new Map(rows.map(({ unit, period, ...counts }) => [`${unit}|${period}`, counts]));
}
