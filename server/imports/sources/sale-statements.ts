import { erasedMarkSql } from "../../vault/erased-mark.ts";

/**
 * Statements that bring staged sales of homes onto the record, shared by the ledger and the signings. The staging table is
 * `LEDGER_STAGE`. $1 is the day the file tells of.
 */

/** Rows that go in: still without disposition. */
export const CURRENT = "(select * from stage where disposition is null)";
/** Rows that only tell the history of their home. */
export const HISTORY = "(select * from stage where disposition = 'history')";

/** Finds the home of every row, by its code or its place in the project; a row without a code gets one. */
export const FIND_HOMES = [
  "alter table stage add home_id bigint, add is_new boolean not null default false",
  `update stage s set home_id = h.id from home h where h.code = s.home_code`,
  `update stage s set home_id = h.id from home h where s.home_code is null and h.project_id = s.project_id
     and h.building = s.building and h.unit = s.unit and h.room = s.room`,
  `update stage s set home_code = coalesce(s.home_code, h.code, u.code || '-' || lpad(s.building, greatest(2, length(s.building)), '0')
       || case s.unit when '' then '' else '-' || s.unit end || '-' || s.room)
     from stage t join org_unit u on u.id = t.project_id left join home h on h.id = t.home_id where t.ordinal = s.ordinal`,
] as const;

export const FIND_REPEATED_ROWS = [
  `update stage s set disposition = 'duplicate', reason = 'DUPLICATE_ROW'
     from (select ordinal, row_number() over (partition by content order by ordinal) as nth from stage) d
     where s.disposition is null and d.ordinal = s.ordinal and d.nth > 1`,
] as const;

/** Several sales of one home: the latest standing one is current, the others are its history. */
export const PART_HISTORY = [
  `update stage s set disposition = case when d.same_sale then 'quarantine' else 'history' end,
       reason = case when d.same_sale then 'HOME_REPEATED' else 'RESOLD' end, field = 'home_code'
     from (select ordinal, row_number() over w as nth, contract_no is not distinct from first_value(contract_no) over w and sign_date is not distinct from first_value(sign_date) over w as same_sale
           from stage where disposition is null and status not in ('refunded', 'swapped')
           window w as (partition by home_code order by (status <> 'unsold') desc, sign_date desc nulls last, ordinal desc)) d
     where d.ordinal = s.ordinal and d.nth > 1`,
  `update stage set disposition = 'history', reason = upper(status) where disposition is null and status in ('refunded', 'swapped')`,
] as const;

/** Homes whose record a statement changed are noted in `touched`. */
export const NOTE_TOUCHED = "create temp table touched (home_id bigint) on commit drop";

export const WRITE_CONTRACTS = [
  // the standing contract: the same one with newer values, or another one in its place; a home for sale has none, unless
  // it was sold after the day the file tells of
  `with changed as (
     update contract c set contract_no = s.contract_no, status = s.status, subscribe_date = s.subscribe_date, sign_date = s.sign_date,
       price = s.price, pay_method = s.pay_method
     from ${CURRENT} s where c.home_id = s.home_id and c.is_current and s.status <> 'unsold'
       and (c.contract_no is not distinct from s.contract_no or c.contract_no is null or c.status = 'subscribed')
       and (c.contract_no, c.status, c.subscribe_date, c.sign_date, c.price, c.pay_method)
         is distinct from (s.contract_no, s.status, s.subscribe_date, s.sign_date, s.price, s.pay_method)
     returning c.home_id)
   insert into touched select home_id from changed`,
  `with changed as (
     update contract c set is_current = false, status = case s.status when 'unsold' then 'refunded' else c.status end
     from ${CURRENT} s where c.home_id = s.home_id and c.is_current
       and case s.status when 'unsold' then coalesce(c.sign_date, c.subscribe_date, $1::date) <= $1::date else c.contract_no is distinct from s.contract_no end
     returning c.home_id)
   insert into touched select home_id from changed`,
  `with changed as (
     insert into contract (home_id, contract_no, status, subscribe_date, sign_date, price, pay_method)
     select home_id, contract_no, status, subscribe_date, sign_date, price, pay_method from ${CURRENT} s
     where status <> 'unsold' and not exists (select from contract c where c.home_id = s.home_id and c.is_current) order by ordinal
     returning home_id)
   insert into touched select home_id from changed`,
  // history: a known contract that was given back, or one the record never saw
  `with changed as (
     update contract c set is_current = false, status = s.status
     from ${HISTORY} s where c.home_id = s.home_id and c.contract_no = s.contract_no
       and s.status in ('refunded', 'swapped') and (c.is_current or c.status <> s.status)
     returning c.home_id)
   insert into touched select home_id from changed`,
  `with changed as (
     insert into contract (home_id, contract_no, status, subscribe_date, sign_date, price, pay_method, is_current)
     select home_id, contract_no, status, subscribe_date, sign_date, price, pay_method, false from ${HISTORY} s
     where not exists (select from contract c where c.home_id = s.home_id and c.contract_no is not distinct from s.contract_no
       and c.sign_date is not distinct from s.sign_date) order by ordinal
     returning home_id)
   insert into touched select home_id from changed`,
] as const;

const HASH = "encode(s.hash, 'hex')";

/**
 * Whoever was erased at their own wish is not brought back by sales of before: the emptied owner takes their place, without name,
 * number or address; and a number that was theirs in a home is left out of what others of it bring. Nothing is looked at while
 * nobody was.
 */
const LEAVE_ERASED = [
  `create temp table stage_erased on commit drop as
   with marked as (
     select s.ordinal, s.position, s.sign_date, ${erasedMarkSql("name-home", HASH, "h.code")} as mark
     from stage_owner s join home h on h.id = s.home_id where exists (select from vault.erased_mark)
     union all
     select s.ordinal, s.position, s.sign_date, ${erasedMarkSql("name-phone", HASH, "phone ->> 'hash'")}
     from stage_owner s cross join lateral jsonb_array_elements(s.phones) phone where exists (select from vault.erased_mark)
   )
   select m.ordinal, m.position, min(e.owner_id::text)::uuid as owner_id
   from marked m join vault.erased_mark e using (mark)
   where m.sign_date is null or m.sign_date <= e.erased_on group by m.ordinal, m.position`,
  `update stage_owner s set owner_id = e.owner_id, phones = '[]', email = null, first_phone = null
   from stage_erased e where e.ordinal = s.ordinal and e.position = s.position`,
  `update stage_owner s set phones = coalesce((select jsonb_agg(phone order by nth) from jsonb_array_elements(s.phones) with ordinality p (phone, nth)
       where not exists (select from vault.erased_mark e where e.mark = ${erasedMarkSql("phone-home", "phone ->> 'hash'", "h.code")})), '[]'),
     email = case when exists (select from vault.erased_mark e where e.mark = ${erasedMarkSql("email-home", "s.email ->> 'hash'", "h.code")}) then null else s.email end
   from home h where h.id = s.home_id and exists (select from vault.erased_mark)`,
] as const;

/** The owners of current rows: found again by name in the same home, or by name and phone anywhere, else new. */
export const WRITE_OWNERS = [
  `create temp table stage_owner on commit drop as
   select s.ordinal, s.home_id, s.sign_date, o.position::int as position, decode(o.owner ->> 'sealed', 'hex') as sealed,
     decode(o.owner ->> 'hash', 'hex') as hash, (o.owner ->> 'company')::boolean as company, o.owner ->> 'relation' as relation,
     case o.position when 1 then s.phones else '[]' end as phones,
     case o.position when 1 then s.email end as email,
     case o.position when 1 then decode(s.phones -> 0 ->> 'hash', 'hex') end as first_phone,
     null::uuid as owner_id, false as is_new
   from ${CURRENT} s, jsonb_array_elements(s.owners) with ordinality o (owner, position)`,
  ...LEAVE_ERASED,
  `update stage_owner s set owner_id = o.owner_id from ownership o join vault.owner v on v.id = o.owner_id
   where s.owner_id is null and o.home_id = s.home_id and v.name_hash = s.hash`,
  `update stage_owner s set owner_id = known.id
   from (select distinct on (t.ordinal, t.position) t.ordinal, t.position, v.id from stage_owner t
         cross join lateral jsonb_array_elements(t.phones) phone
         join vault.phone p on p.hash = decode(phone ->> 'hash', 'hex') join vault.owner v on v.id = p.owner_id and v.name_hash = t.hash
         where t.owner_id is null order by t.ordinal, t.position, v.id) known
   where s.owner_id is null and known.ordinal = s.ordinal and known.position = s.position`,
  `update stage_owner s set owner_id = fresh.id, is_new = true
   from (select hash, first_phone, case when first_phone is null then ordinal end as alone, case when first_phone is null then position end as place,
           gen_random_uuid() as id
         from stage_owner where owner_id is null group by 1, 2, 3, 4) fresh
   where s.owner_id is null and fresh.hash = s.hash and fresh.first_phone is not distinct from s.first_phone
     and (s.first_phone is not null or (fresh.alone = s.ordinal and fresh.place = s.position))`,
  `insert into vault.owner (id, name_sealed, name_hash, is_company)
   select distinct on (owner_id) owner_id, sealed, hash, company from stage_owner where is_new order by owner_id, ordinal`,
  `with added as (
     insert into vault.phone (owner_id, position, sealed, hash)
     select owner_id, coalesce((select max(position) from vault.phone p where p.owner_id = n.owner_id), 0)
       + row_number() over (partition by owner_id order by ordinal, nth), sealed, hash
     from (select distinct on (s.owner_id, phone ->> 'hash') s.owner_id, s.ordinal, nth, decode(phone ->> 'sealed', 'hex') as sealed, decode(phone ->> 'hash', 'hex') as hash
           from stage_owner s, jsonb_array_elements(s.phones) with ordinality p (phone, nth)
           order by s.owner_id, phone ->> 'hash', s.ordinal, nth) n
     where not exists (select from vault.phone p where p.owner_id = n.owner_id and p.hash = n.hash)
     returning owner_id)
   insert into touched select s.home_id from stage_owner s join added using (owner_id)`,
  `with written as (
     insert into vault.email (owner_id, sealed, hash)
     select distinct on (owner_id) owner_id, decode(email ->> 'sealed', 'hex'), decode(email ->> 'hash', 'hex')
     from stage_owner where email is not null order by owner_id, sign_date desc nulls last, ordinal desc
     on conflict (owner_id) do update set sealed = excluded.sealed, hash = excluded.hash
       where email.hash <> excluded.hash
     returning owner_id)
   insert into touched select s.home_id from stage_owner s join written using (owner_id)`,
  // whoever no longer stands in the row, or in a home that is for sale again, was its owner until the day before
  `with ended as (
     update ownership o set valid_to = greatest(o.valid_from, coalesce(s.sign_date, $1::date) - 1)
     from ${CURRENT} s where o.home_id = s.home_id and o.valid_to is null and case s.status when 'unsold' then not exists (select from contract c where c.home_id = s.home_id and c.is_current) else jsonb_array_length(s.owners) > 0 end
       and not exists (select from stage_owner n where n.home_id = o.home_id and n.owner_id = o.owner_id)
     returning o.home_id)
   insert into touched select home_id from ended`,
  `with changed as (
     insert into ownership (home_id, owner_id, relation, position, valid_from)
     select distinct on (home_id, owner_id) home_id, owner_id, relation, position, sign_date from stage_owner order by home_id, owner_id, position
     on conflict (home_id, owner_id) do update set relation = excluded.relation, position = excluded.position, valid_from = excluded.valid_from, valid_to = null
     where (ownership.relation, ownership.position, ownership.valid_from, ownership.valid_to)
       is distinct from (excluded.relation, excluded.position, excluded.valid_from, null::date)
     returning home_id)
   insert into touched select home_id from changed`,
] as const;

/** Tells new records from changed and unchanged ones. */
export const CONCLUDE = [
  `update stage s set disposition = 'update', reason = 'NEWER_STATE'
   where disposition is null and not is_new and exists (select from touched t where t.home_id = s.home_id)`,
  `update stage s set disposition = 'duplicate', reason = 'NO_CHANGE'
   where not is_new and (disposition is null or disposition = 'history') and not exists (select from touched t where t.home_id = s.home_id)`,
] as const;
