import type { PoolClient } from "pg";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { addDays } from "#surveys/calendar-date.ts";
import type { SeedWave } from "../fieldwork/wave-plan.ts";

const REMINDED_AFTER_DAYS = 8;

/** A number below a thousand that belongs to a home and a purpose, the same in every seeding. */
const lot = (purpose: string, key = "m.respondent_key") =>
  `(hashtextextended(${key}::text || '${purpose}', 0) & 1023) % 1000`;

// nobody knows these links: the demo's own are made apart. Whoever answered online had got and opened theirs.
const INVITE = `
  with ordered as (
    insert into mailing (wave_id, kind, channel, language, send_at, state, written, request_id, asked_by, asked_at, ended_at)
    values ($1, $2, 'sms', 'zh-CN', $3, 'done', 0, gen_random_uuid(), 'seed', $3, $3) returning id
  )
  insert into invitation (respondent_key, wave_id, token_hash, channel, state, created_at, first_opened_at, mailing_id)
    select m.respondent_key, $1, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'sms',
           case when r.mode = 'web' or ${lot("way")} < 965 then 'delivered' else 'failed' end, $3,
           case when r.mode = 'web' then coalesce(r.started_at, r.submitted_at)
                when ${lot("way")} < 80 then $3 + interval '5 hours' end,
           ordered.id
    from ordered, frame_member m left join response r on r.respondent_key = m.respondent_key
    where m.wave_id = $1 and m.sampled and m.exclusion is null and (r.id is null or r.submitted_at > $3)`;

const COUNT =
  "update mailing g set written = (select count(*) from invitation i where i.mailing_id = g.id) where g.wave_id = $1";

const INTERVIEWED = `
  insert into attempt (respondent_key, wave_id, at, mode, disposition)
  select respondent_key, wave_id, submitted_at, mode, 'completed' from response
  where wave_id = $1 and mode <> 'web' and quality in ('ok', 'flagged')`;

// calls to those who had not answered a week after the reminder, at hours owners may be called
const CALLED = `
  insert into attempt (respondent_key, wave_id, at, mode, disposition)
  select m.respondent_key, $1, $2::timestamptz + make_interval(mins => (${lot("hour")} % 170)::int), 'phone',
         case when ${lot("call")} < 42 then 'no_answer' when ${lot("call")} < 50 then 'refused'
              when ${lot("call")} < 53 then 'wrong_number' else 'appointment' end
  from frame_member m
  where m.wave_id = $1 and m.sampled and m.exclusion is null and m.disposition is null and ${lot("call")} < 56`;

const DECLINED = `
  update frame_member m set disposition = 'R' from attempt a
  where a.respondent_key = m.respondent_key and a.wave_id = $1 and a.disposition = 'refused'`;

const AGREED = `
  insert into appointment (respondent_key, mode, due_at, wished_by)
  select m.respondent_key, 'phone', $2::timestamptz + make_interval(days => (${lot("day")} % 3)::int), 'interviewer'
  from attempt m where m.wave_id = $1 and m.disposition = 'appointment'`;

const at = (day: CalendarDate, hour: number) =>
  new Date(`${day}T${String(hour).padStart(2, "0")}:00:00+08:00`);

/**
 * How the owners of a wave in the field were written to and called by the seed's day: everybody invited once, those
 * silent after eight days reminded, some of those called. One final outcome a home at most, and no contact after it.
 */
export async function writeContacts(
  client: PoolClient,
  waveId: number,
  wave: SeedWave,
  asOf: CalendarDate,
): Promise<void> {
  await client.query(INVITE, [waveId, "invitation", at(addDays(wave.opensOn, -1), 16)]);
  await client.query(INVITE, [waveId, "reminder", at(addDays(wave.opensOn, REMINDED_AFTER_DAYS), 10)]);
  await client.query(COUNT, [waveId]);
  await client.query(INTERVIEWED, [waveId]);
  await client.query(CALLED, [waveId, at(addDays(asOf, -4), 14)]);
  await client.query(DECLINED, [waveId]);
  await client.query(AGREED, [waveId, at(addDays(asOf, 1), 10)]);
}
