import type { Statements } from "#server/database/statements.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";

/** A wave that is over, with the day from which its months count. */
export type ClosedWave = {
  readonly id: number;
  readonly name: string;
  readonly nameEn: string | null;
  readonly closedOn: CalendarDate;
  /** When it was closed; undefined for one that came as a file or a seed without a closing. */
  readonly closedAt: Date | null;
  /** When the traces of its asking were destroyed, if that was after it was last closed. */
  readonly workDoneAt: Date | null;
};

/** Waves that are over, the oldest first. What was reopened and not closed again is not over. */
export function closedWaves(run: Statements): Promise<readonly ClosedWave[]> {
  return run<ClosedWave>(
    `select w.id, w.name, w.name_en as "nameEn", coalesce((c.closed_at at time zone 'Asia/Shanghai')::date, w.closes_on)::text as "closedOn",
            c.closed_at as "closedAt", case when d.done_at >= coalesce(c.closed_at, '-infinity') then d.done_at end as "workDoneAt"
     from wave w left join wave_close c on c.wave_id = w.id and c.reopened_at is null
     left join retention_done d on d.wave_id = w.id and d.kind = 'work'
     where w.state in ('closed', 'published') order by "closedOn", w.id`,
  );
}
