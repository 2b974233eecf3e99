import { sql } from "kysely";
import type { Database } from "#server/database/connection.ts";
import { countedDays, dayOf, type Member } from "./counted-days.ts";
import type { Period } from "./periods.ts";
import type { RecordBases } from "./record-bases.ts";

/** Calls of a unit in a period. */
export type CallCounts = Pick<RecordBases, "calls" | "answered"> & {
  /** Sum over homes of their squared numbers of calls; a call from nowhere known is a home of its own. */
  readonly callSquares: number;
  /** Seconds an answered caller waited: the middle one and the ends of its 95 % interval by ranks; null without answered ones. */
  readonly wait: number | null;
  readonly waitLow: number | null;
  readonly waitHigh: number | null;
};

type Row = CallCounts & { readonly unit: number; readonly period: string };

export const NO_CALLS: CallCounts = {
  calls: 0,
  answered: 0,
  callSquares: 0,
  wait: null,
  waitLow: null,
  waitHigh: null,
};

/**
 * Counts of calls by unit and period, `unit|period`. Seconds are whole and many calls share them, so ranks are read from the numbers
 * of calls by second: no call is sorted. The median's interval is that of `recordCounts`.
 */
export async function callCounts(
  db: Database,
  members: readonly Member[],
  periods: readonly Period[],
): Promise<ReadonlyMap<string, CallCounts>> {
  if (members.length === 0 || periods.length === 0) return new Map();
  const { rows } = await sql<Row>`${countedDays(members, periods)}, call as (
      select c.project_id, d.period, coalesce(c.home_id, -c.id) as home, c.answered, c.queue_seconds as seconds
      from hotline_call c join day d on d.day = ${dayOf("c.started_at")}
      where c.project_id in (select project from member)
    ), caller as (
      select project_id, period, count(*) as calls, count(*) filter (where answered) as answered
      from call group by project_id, period, home
    ), called as (
      select m.unit, c.period, sum(c.calls) as calls, sum(c.answered) as answered, sum(c.calls * c.calls) as squares
      from caller c join member m on m.project = c.project_id group by m.unit, c.period
    ), waited as (
      select m.unit, w.period, w.seconds, sum(w.n) as n
      from (select project_id, period, seconds, count(*) as n from call where answered group by 1, 2, 3) w
      join member m on m.project = w.project_id group by 1, 2, 3
    ), ranked as (
      select unit, period, seconds, sum(n) over (partition by unit, period order by seconds) as rank,
        sum(n) over (partition by unit, period) as n
      from waited
    ), wait as (
      select unit, period,
        (min(seconds) filter (where rank >= floor((n + 1) / 2)) + min(seconds) filter (where rank >= floor((n + 2) / 2))) / 2.0
          as middle,
        min(seconds) filter (where rank >= floor(n / 2.0 - 0.98 * sqrt(n))) as low,
        min(seconds) filter (where rank >= least(n, ceil(n / 2.0 + 0.98 * sqrt(n)) + 1)) as high
      from ranked group by unit, period
    )
    select c.unit::int as unit, c.period, c.calls::int as calls, c.answered::int as answered, c.squares::float8 as "callSquares",
      w.middle::float8 as wait, w.low::float8 as "waitLow", w.high::float8 as "waitHigh"
    from called c left join wait w using (unit, period)`.execute(db);
  return new Map(rows.map(({ unit, period, ...counts }) => [`${unit}|${period}`, counts]));
}
