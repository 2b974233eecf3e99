import { sql } from "kysely";
import type { Database } from "../database/connection.ts";

/**
 * Signed contracts of a project whose days to be called have passed, how many of their owners answered within them, and how many are still to be
 * called: in the sample, without an answer or another end.
 */
export type ReachedInTime = {
  readonly projectId: number;
  readonly due: number;
  readonly inTime: number;
  readonly open: number;
};

/**
 * How many owners of a wave of signing callbacks answered within some days of signing. The day somebody signed would name him, so
 * it lies with the homes: only counts by project leave.
 * @param days counted from the day after signing, days of Shanghai
 * @param now contracts whose days have not passed by then do not count yet
 */
export async function reachedInTime(
  db: Database,
  waveId: number,
  days: number,
  now: Date,
): Promise<readonly ReachedInTime[]> {
  const { rows } = await sql<ReachedInTime>`
    select m.project_id as "projectId", count(*)::int as due,
      count(*) filter (where exists (
        select from response s
        where s.respondent_key = m.respondent_key and s.quality in ('ok', 'flagged')
          and (s.submitted_at at time zone 'Asia/Shanghai')::date <= c.sign_date + ${days}::int
      ))::int as "inTime",
      count(*) filter (
        where m.sampled and m.exclusion is null and m.disposition is null
          and not exists (select from response s where s.respondent_key = m.respondent_key)
      )::int as open
    from frame_member m
    join vault.respondent r using (respondent_key)
    join contract c on c.home_id = r.home_id and c.is_current and c.status = 'signed'
    where m.wave_id = ${waveId}
      and c.sign_date + ${days}::int < (${now}::timestamptz at time zone 'Asia/Shanghai')::date
    group by m.project_id
    order by m.project_id`.execute(db);
  return rows;
}
