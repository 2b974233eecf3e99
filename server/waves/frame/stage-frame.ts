import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { Statements } from "../../database/statements.ts";
import { ancestorsOn } from "../../organisation/ancestors-on.ts";
import type { FrameRules } from "../settings.ts";

/** SQL of the months from an event to a later or equal day, begun ones counted: `elapsedMonths` of surveys/. */
export function elapsedMonthsSql(event: string, day: string): string {
  const months = (date: string) => `(extract(year from ${date}) * 12 + extract(month from ${date}))::int`;
  const whole = `(${months(day)} - ${months(event)})`;
  return `${whole} + case when (${event} + make_interval(months => ${whole}))::date < ${day} then 1 else 0 end`;
}

/** SQL of an owner's phase on a day by the handover date: `ownerPhaseOn` of surveys/, for homes that are signed. */
export function phaseSql(handover: string, day: string, runIn: string, stable: string): string {
  const until = (months: string) => `(${handover} + make_interval(months => ${months}))::date`;
  return `case when ${handover} is null or ${handover} > ${day} then 'P'
    when ${day} < ${until(runIn)} then 'R' when ${day} < ${until(stable)} then 'S' else 'O' end`;
}

/** SQL of the class of years since handover on a day: `tenureOn` of surveys/, for dates up to that day; null without limits. */
export function tenureSql(handover: string, day: string, limits: string): string {
  const until = `(${handover} + make_interval(months => ends))::date`;
  return `case when ${limits} is not null and ${handover} <= ${day} then (
      select coalesce(max(ends) filter (where ${until} <= ${day}), 0)::text || '-' ||
             coalesce(min(ends) filter (where ${until} > ${day})::text, '') || 'm'
      from unnest(${limits}) ends) end`;
}

const DAY = "$1::date";

/**
 * What is reckoned from the date of an event, once for each date, of which there are few. They are joined from the left:
 * otherwise the planner thinks that hardly any home has one, and looks up home by home.
 */
const EVENTS = `
  insert into frame_event (day, months, phase, tenure)
  select day, ${elapsedMonthsSql("day", DAY)}, ${phaseSql("day", DAY, "$2::int", "$3::int")},
         ${tenureSql("day", DAY, "$4::int[]")}
  from (select distinct sign_date as day from contract where status = 'signed'
        union select distinct handover_date from handover where handover_date is not null) days`;

/**
 * Owned homes on a day. A home is owned when a contract on it was signed by then that was never given back; its first
 * owner of that day stands for the household. The region is the one the project belonged to on that day.
 */
const OWNED_HOMES = `
  with region as (
    select distinct on (unit_id) unit_id, ancestor_id as region_id from (${ancestorsOn(DAY)}) a
    where kind = 'region' order by unit_id, distance, ancestor_id
  ), signed as (
    select home_id, max(sign_date) as sign_date from contract
    where status = 'signed' and sign_date <= ${DAY} group by home_id
  ), holder as (
    select distinct on (home_id) home_id, owner_id from ownership
    where relation <> 'tenant' and coalesce(valid_from, ${DAY}) <= ${DAY} and coalesce(valid_to, ${DAY}) >= ${DAY}
    order by home_id, (relation <> 'owner'), position, owner_id
  )
  insert into frame_home (home_id, home_code, owner_id, project_id, region_id, phase, batch, tenure, product_type,
                          months_since_signing, months_since_handover)
  select h.id, h.code, o.owner_id, h.project_id, r.region_id,
         coalesce(moved.phase, 'P'), case when not $3::boolean then b.name end, moved.tenure, h.product_type, bought.months, case when moved.day <= ${DAY} then moved.months end
  from home h
  join signed s on s.home_id = h.id
  left join frame_event bought on bought.day = s.sign_date
  left join handover v on v.home_id = h.id
  left join frame_event moved on moved.day = v.handover_date
  left join handover_batch b on b.id = v.batch_id
  left join region r on r.unit_id = h.project_id
  left join holder o on o.home_id = h.id
  where h.project_id not in (select project_id from frame_member where wave_id = $2)`;

/**
 * Lays the frame of a wave's cut-off day into the temporary table `frame_home`, one row an owned home, for every project
 * that has no member in the wave yet: the owners the wave is about, whoever is going to be asked. Must run inside a
 * transaction, at whose end the table is gone. `respondent_key` is new each time; `exclusion` and
 * `disposition` are left empty.
 * @returns homes staged
 */
export async function stageFrame(
  run: Statements,
  wave: { readonly id: number; readonly cutoffOn: CalendarDate },
  { boundaries, tenureLimits }: FrameRules,
): Promise<number> {
  await run(`create temp table frame_home (
    respondent_key uuid not null default gen_random_uuid(), home_id bigint not null, home_code text not null,
    owner_id uuid, project_id bigint not null, region_id bigint, phase text not null, batch text, tenure text,
    product_type text, months_since_signing int, months_since_handover int, exclusion text, disposition text) on commit drop`);
  await run(
    "create temp table frame_event (day date primary key, months int not null, phase text not null, tenure text) on commit drop",
  );
  await run(EVENTS, [wave.cutoffOn, boundaries.runInMonths, boundaries.stableMonths, tenureLimits]);
  // without it the planner takes the dates for as many as the homes
  await run("analyze frame_event");
  await run(OWNED_HOMES, [wave.cutoffOn, wave.id, tenureLimits !== null]);
  // the columns by which it is joined with others
  await run("analyze frame_home (home_id, owner_id, exclusion)");
  const [staged] = await run<{ owners: number }>("select count(*)::int as owners from frame_home");
  return staged?.owners ?? 0;
}

/**
 * Writes the staged homes as members of a wave's frame. All of them count as drawn until a sample is; nobody is invited
 * before that (waves/invite/).
 */
export async function writeFrame(run: Statements, waveId: number): Promise<void> {
  await run(
    `insert into frame_member (respondent_key, wave_id, project_id, region_id, phase, batch, tenure, product_type,
                               months_since_signing, months_since_handover, exclusion, exclusion_by, disposition)
     select respondent_key, $1, project_id, region_id, phase, batch, tenure, product_type,
            months_since_signing, months_since_handover, exclusion, case when exclusion is not null then 'rule' end, disposition
     from frame_home order by respondent_key`,
    [waveId],
  );
  // what follows in this transaction must not be planned for the table it was before
  await run("analyze frame_member");
}
