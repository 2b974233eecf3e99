import type { ClientBase } from "pg";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { DEFAULT_PHASE_BOUNDARIES, type PhaseBoundaries } from "#surveys/owner-phase.ts";
import { ancestorsOn } from "../organisation/ancestors-on.ts";

/** Begun months from an event to the cut-off day $2; surveys/elapsed-months.ts has the definition. */
function elapsedMonths(event: string): string {
  const whole = `((extract(year from $2::date) - extract(year from ${event})) * 12 + extract(month from $2::date) - extract(month from ${event}))::int`;
  return `case when ${event} > $2::date then null when (${event} + make_interval(months => ${whole}))::date >= $2::date then ${whole} else ${whole} + 1 end`;
}

/**
 * Every home somebody owned on the day: signed by then under a contract that was not given back, with the owner of that
 * day, the phase by the home's handover (surveys/owner-phase.ts; also after a resale), and the region the project belonged to then.
 */
const OWNED = `
  with owned as (
    select h.id as home_id, h.project_id, h.product_type, b.name as batch, max(c.sign_date) as signed_on,
      case when d.handover_date <= $2::date then d.handover_date end as handed_over_on
    from home h
    join contract c on c.home_id = h.id and c.status = 'signed' and c.sign_date <= $2::date
    left join handover d on d.home_id = h.id left join handover_batch b on b.id = d.batch_id
    where not exists (select from frame_member f where f.wave_id = $1 and f.project_id = h.project_id)
    group by h.id, d.handover_date, b.name
  )
  select gen_random_uuid() as respondent_key, o.*,
    case when o.handed_over_on is null then 'P'
         when $2::date < (o.handed_over_on + make_interval(months => $3))::date then 'R'
         when $2::date < (o.handed_over_on + make_interval(months => $4))::date then 'S' else 'O' end as phase,
    ${elapsedMonths("o.signed_on")} as months_since_signing, ${elapsedMonths("o.handed_over_on")} as months_since_handover,
    (select s.owner_id from ownership s where s.home_id = o.home_id
       and coalesce(s.valid_from, '-infinity') <= $2::date and coalesce(s.valid_to, 'infinity') >= $2::date
     order by s.position, s.id limit 1) as owner_id
  from owned o`;

/**
 * Fixes who could have been asked in a wave: frame members and, in the vault, whose they are, for every project that has
 * none in the wave yet.
 * @returns members added
 */
export async function snapshotFrame(
  client: ClientBase,
  wave: { readonly id: number; readonly cutoffOn: CalendarDate },
  boundaries: PhaseBoundaries = DEFAULT_PHASE_BOUNDARIES,
): Promise<number> {
  await client.query("drop table if exists pg_temp.new_frame");
  await client.query(
    `create temp table new_frame (respondent_key uuid, home_id bigint, project_id bigint, product_type text, batch text, signed_on date,
       handed_over_on date, phase text, months_since_signing int, months_since_handover int, owner_id uuid) on commit drop`,
  );
  await client.query(`insert into new_frame ${OWNED}`, [
    wave.id,
    wave.cutoffOn,
    boundaries.runInMonths,
    boundaries.stableMonths,
  ]);
  const { rowCount } = await client.query(
    `insert into frame_member (respondent_key, wave_id, project_id, region_id, phase, batch, product_type, months_since_signing, months_since_handover)
     select n.respondent_key, $1, n.project_id, r.ancestor_id, n.phase, n.batch, n.product_type, n.months_since_signing, n.months_since_handover
     from new_frame n
     left join (select distinct on (unit_id) unit_id, ancestor_id from (${ancestorsOn("$2::date")}) a where kind = 'region' order by unit_id, distance) r
       on r.unit_id = n.project_id
     order by n.respondent_key`,
    [wave.id, wave.cutoffOn],
  );
  await client.query(
    "insert into vault.respondent (respondent_key, wave_id, home_id, owner_id) select respondent_key, $1, home_id, owner_id from new_frame order by respondent_key",
    [wave.id],
  );
  await client.query("drop table new_frame");
  return rowCount ?? 0;
}
