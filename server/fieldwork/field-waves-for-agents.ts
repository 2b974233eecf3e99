import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { isContactTime, nextContactTime } from "#surveys/contact-hours.ts";
import { contactTimes, readWaveSettings } from "../waves/settings.ts";
import type { FieldAgent } from "./field-agent.ts";

/** A wave an interviewer can work on today, and what was done on it. */
export type AgentWave = {
  readonly id: number;
  readonly kind: "annual" | "signing" | "residence";
  readonly name: string;
  readonly nameEn: string | null;
  readonly closesOn: string;
  /** Interviews this interviewer finished today, and contacts without one. */
  readonly doneToday: number;
  readonly triedToday: number;
  /** Outside the hours in which owners may be met, when they begin again (ISO); null within them. */
  readonly quietUntil: string | null;
};

type Row = {
  readonly id: number;
  readonly kind: AgentWave["kind"];
  readonly name: string;
  readonly name_en: string | null;
  readonly closes_on: string;
  readonly done: number;
  readonly tried: number;
};

/** Waves in the field, the year-end survey first, with the interviewer's own day. */
export async function wavesForAgent(
  db: Database,
  agent: FieldAgent,
  now: Date,
): Promise<readonly AgentWave[]> {
  const today = shanghaiDate(now);
  const times = contactTimes(await readWaveSettings(db));
  const quietUntil = isContactTime(now, times) ? null : nextContactTime(now, times).toISOString();
  const rows = await statementsOf(db)<Row>(
    `select w.id, w.kind, w.name, w.name_en, w.closes_on,
            count(a.id) filter (where a.disposition in ('completed', 'partial', 'broken_off', 'screened_out'))::int as done,
            count(a.id) filter (where a.disposition not in ('completed', 'partial', 'broken_off', 'screened_out'))::int as tried
     from wave w
     left join attempt a on a.wave_id = w.id and a.actor = $1 and a.at >= ($2::date)::timestamptz
     where w.state = 'field' and w.opens_on <= $2::date and w.closes_on >= $2::date
     group by w.id order by w.kind <> 'annual', w.id`,
    [agent.userId, today],
  );
  return rows.map(({ name_en, closes_on, done, tried, ...row }) => ({
    ...row,
    nameEn: name_en,
    closesOn: closes_on,
    doneToday: done,
    triedToday: tried,
    quietUntil,
  }));
}
