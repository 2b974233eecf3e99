import {
  CONCLUDE,
  CURRENT,
  FIND_HOMES,
  FIND_REPEATED_ROWS,
  NOTE_TOUCHED,
  PART_HISTORY,
  WRITE_CONTRACTS,
  WRITE_OWNERS,
} from "./sale-statements.ts";

/** Rows that contradict themselves or another home. */
const FIND_CONTRADICTIONS = [
  // nobody gets a home before signing, unless somebody had it before: then it was resold
  `update stage s set disposition = 'quarantine', reason = 'DATE_ORDER', field = 'sign'
     where s.disposition is null and s.status = 'signed' and s.handover_date < s.sign_date
       and not exists (select from stage e where e.home_code = s.home_code and e.ordinal <> s.ordinal and e.disposition is null
         and e.status = 'signed' and e.sign_date <= s.handover_date)
       and not exists (select from contract c where c.home_id = s.home_id and c.status = 'signed' and c.sign_date <= s.handover_date
         and c.contract_no is distinct from s.contract_no)`,
  // a place that belongs to another home's code
  `update stage s set disposition = 'quarantine', reason = 'HOME_CONFLICT', field = 'home_code'
     from home h where s.disposition is null and h.project_id = s.project_id and h.building = s.building and h.unit = s.unit
       and h.room = s.room and h.code <> s.home_code`,
  `update stage s set disposition = 'quarantine', reason = 'HOME_CONFLICT', field = 'home_code'
     from (select ordinal, home_code, first_value(home_code) over (partition by project_id, building, unit, room order by ordinal) as first_code
           from stage where disposition is null) d
     where d.ordinal = s.ordinal and d.home_code <> d.first_code`,
] as const;

const HOME_COLUMNS =
  "project_id, stage, building, unit, floor, room, product_type, fit_out, area_built, area_inner, layout, presale_no, survey_no";

const WRITE_HOMES = [
  `with fresh as (
     insert into home (code, ${HOME_COLUMNS})
     select distinct on (home_code) home_code, project_id, stage_name, building, unit, floor, room, product_type, fit_out, area_built, area_inner, layout, presale_no, survey_no
     from stage where disposition is null or disposition = 'history' order by home_code, disposition nulls first, ordinal
     on conflict (code) do nothing returning id, code)
   update stage s set home_id = fresh.id, is_new = true from fresh where fresh.code = s.home_code`,
  `with changed as (
     update home h set project_id = s.project_id, stage = s.stage_name, building = s.building, unit = s.unit, floor = s.floor, room = s.room,
       product_type = s.product_type, fit_out = s.fit_out, area_built = s.area_built, area_inner = s.area_inner, layout = s.layout,
       presale_no = s.presale_no, survey_no = s.survey_no
     from ${CURRENT} s where h.id = s.home_id
       and (h.project_id, h.stage, h.building, h.unit, h.floor, h.room, h.product_type, h.fit_out, h.area_built, h.area_inner, h.layout, h.presale_no, h.survey_no)
         is distinct from (s.project_id, s.stage_name, s.building, s.unit, s.floor, s.room, s.product_type, s.fit_out, s.area_built, s.area_inner, s.layout, s.presale_no, s.survey_no)
     returning h.id)
   insert into touched select id from changed`,
] as const;

const WRITE_HANDOVERS = [
  `insert into handover_batch (project_id, name, starts_on)
   select project_id, batch, min(coalesce(handover_date, planned_date)) from ${CURRENT} s
   where batch is not null and coalesce(handover_date, planned_date) is not null group by 1, 2 order by 1, 2
   on conflict (project_id, name) do nothing`,
  `with changed as (
     insert into handover (home_id, batch_id, contract_date, handover_date)
     select s.home_id, b.id, s.planned_date, s.handover_date from ${CURRENT} s
     left join handover_batch b on b.project_id = s.project_id and b.name = s.batch
     where s.planned_date is not null or s.handover_date is not null or exists (select from handover h where h.home_id = s.home_id)
     on conflict (home_id) do update set batch_id = coalesce(excluded.batch_id, handover.batch_id),
       contract_date = excluded.contract_date, handover_date = excluded.handover_date
     where (handover.batch_id, handover.contract_date, handover.handover_date)
       is distinct from (coalesce(excluded.batch_id, handover.batch_id), excluded.contract_date, excluded.handover_date)
     returning home_id)
   insert into touched select home_id from changed`,
  `with changed as (
     insert into occupancy (home_id, moved_in, renovating, use, move_in_date, stated_on)
     select s.home_id, s.moved_in, s.renovating, s.use, s.move_in_date, $1 from ${CURRENT} s
     where s.moved_in is not null or s.renovating is not null or s.use is not null or s.move_in_date is not null
       or exists (select from occupancy o where o.home_id = s.home_id)
     on conflict (home_id) do update set moved_in = excluded.moved_in, renovating = excluded.renovating, use = excluded.use,
       move_in_date = excluded.move_in_date, stated_on = excluded.stated_on
     where (occupancy.moved_in, occupancy.renovating, occupancy.use, occupancy.move_in_date)
       is distinct from (excluded.moved_in, excluded.renovating, excluded.use, excluded.move_in_date)
     returning home_id)
   insert into touched select home_id from changed`,
] as const;

/** Everything that brings a staged ledger onto the record, in order. */
export const SETTLE_LEDGER: readonly string[] = [
  ...FIND_HOMES,
  ...FIND_REPEATED_ROWS,
  ...FIND_CONTRADICTIONS,
  ...PART_HISTORY,
  NOTE_TOUCHED,
  ...WRITE_HOMES,
  ...WRITE_CONTRACTS,
  ...WRITE_HANDOVERS,
  ...WRITE_OWNERS,
  ...CONCLUDE,
];
