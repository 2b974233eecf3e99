import { sql } from "kysely";
import type { Database } from "#server/database/connection.ts";
import { countedDays, dayOf } from "./counted-days.ts";
import type { Period } from "./periods.ts";

/** How many records each measure is made of. */
export type RecordBases = {
  readonly repairs: number;
  /** Repairs whose due day has passed, of which it is known whether they were on time. */
  readonly judged: number;
  readonly closed: number;
  readonly complaints: number;
  /** Complaints whose reply is due. */
  readonly due: number;
  /** Complaints of which it is known whether they were solved. */
  readonly settled: number;
  readonly calls: number;
  readonly answered: number;
};

export const NO_BASES: RecordBases = {
  repairs: 0,
  judged: 0,
  closed: 0,
  complaints: 0,
  due: 0,
  settled: 0,
  calls: 0,
  answered: 0,
};

type Row = RecordBases & { readonly project: number; readonly period: string };

/**
 * Numbers of records by project and period, `project|period`: those of `recordCounts`, without what is asked of the records, for
 * deciding what may be shown of a whole house.
 * @param now the moment due days have passed by
 */
export async function recordBases(
  db: Database,
  projects: readonly number[],
  periods: readonly Period[],
  now: Date,
  repairDueDays: number,
): Promise<ReadonlyMap<string, RecordBases>> {
  if (projects.length === 0 || periods.length === 0) return new Map();
  const members = projects.map((project) => ({ unit: project, project }));
  const { rows } = await sql<Row>`${countedDays(members, periods)}, daily as (
      select project_id, ${dayOf("reported_at")} as day, count(*) as repairs,
        count(*) filter (where reported_at + make_interval(days => ${repairDueDays}) <= ${now}
          and (on_time is not null or status = 'open')) as judged,
        count(closed_at) as closed, 0 as complaints, 0 as due, 0 as settled, 0 as calls, 0 as answered
      from repair_order where status <> 'void' group by 1, 2
      union all
      select project_id, ${dayOf("submitted_at")}, 0, 0, 0, count(*), count(*) filter (where reply_due_at <= ${now}),
        count(solved), 0, 0
      from complaint where status <> 'void' group by 1, 2
      union all
      select project_id, ${dayOf("started_at")}, 0, 0, 0, 0, 0, 0, count(*), count(*) filter (where answered)
      from hotline_call group by 1, 2
    )
    select m.unit::int as project, d.period, sum(repairs)::int as repairs, sum(judged)::int as judged,
      sum(closed)::int as closed, sum(complaints)::int as complaints, sum(due)::int as due, sum(settled)::int as settled,
      sum(calls)::int as calls, sum(answered)::int as answered
    from daily join day d using (day) join member m on m.project = daily.project_id group by 1, 2`.execute(
    db,
  );
  return new Map(rows.map(({ project, period, ...bases }) => [`${project}|${period}`, bases]));
}
