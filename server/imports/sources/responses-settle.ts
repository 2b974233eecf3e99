/** The statements that judge staged answers and write them. Parameters stand beside each. */

/** Finds whose answers they are; `values` names the parameters of each statement. */
export const MATCH = [
  {
    sql: "alter table stage add body_hash bytea, add home_id bigint, add respondent_key uuid, add project_id bigint, add phase text, add quality_reasons text[] not null default '{}'",
    values: [],
  },
  {
    // an answer is what was said, by whom, when and how: the same row twice has one hash
    sql: `update stage s set home_id = h.id, body_hash = sha256(s.codes || convert_to(jsonb_build_array($1::text, s.vendor_no, s.home_code,
        encode(s.phone_hash, 'hex'), s.mode, s.submitted_at, s.duration_s, encode(s.network_hash, 'hex'), s.choices, s.texts, s.consent)::text, 'utf8'))
      from stage t left join home h on h.code = t.home_code where t.ordinal = s.ordinal`,
    values: ["year"],
  },
  {
    sql: `update stage s set disposition = 'duplicate', reason = 'DUPLICATE_ROW'
      from (select ordinal, row_number() over (partition by body_hash order by ordinal) as nth from stage) d
      where s.disposition is null and d.ordinal = s.ordinal and d.nth > 1`,
    values: [],
  },
  {
    sql: "update stage s set disposition = 'duplicate', reason = 'NO_CHANGE' from response r where s.disposition is null and r.id = encode(substr(s.body_hash, 1, 16), 'hex')::uuid",
    values: [],
  },
  {
    sql: `update stage s set home_id = p.home_id, disposition = case when p.homes > 1 then 'quarantine' end,
        reason = case when p.homes > 1 then 'AMBIGUOUS_MATCH' end, field = case when p.homes > 1 then 'phone' end
      from (select v.hash, min(o.home_id) as home_id, count(distinct o.home_id) as homes from vault.phone v join ownership o on o.owner_id = v.owner_id
            where o.valid_to is null and v.hash in (select phone_hash from stage) group by v.hash) p
      where s.disposition is null and s.home_code is null and p.hash = s.phone_hash`,
    values: [],
  },
  {
    sql: `update stage s set respondent_key = r.respondent_key, project_id = f.project_id, phase = f.phase
      from vault.respondent r join frame_member f on f.respondent_key = r.respondent_key
      where s.disposition is null and r.wave_id = $1 and r.home_id = s.home_id`,
    values: ["wave"],
  },
  {
    sql: `update stage set disposition = 'quarantine', reason = 'NOT_IN_FRAME', field = case when home_code is null then 'phone' else 'home' end
      where disposition is null and respondent_key is null`,
    values: [],
  },
  {
    sql: `update stage s set disposition = 'duplicate', reason = case when s.home_code is null then 'SAME_PERSON_AGAIN' else 'SAME_HOME_AGAIN' end
      from (select t.ordinal, row_number() over (partition by t.respondent_key order by t.submitted_at, t.ordinal) as nth,
              exists (select from response r where r.respondent_key = t.respondent_key and r.quality in ('ok', 'flagged')) as answered
            from stage t where t.disposition is null) d
      where d.ordinal = s.ordinal and (d.nth > 1 or d.answered)`,
    values: [],
  },
] as const;

/** Answers given in less than a minute, or with one answer to everything. */
export const QUALITY = [
  "update stage set quality_reasons = quality_reasons || 'SPEEDER'::text where disposition is null and duration_s < 60",
  "update stage set quality_reasons = quality_reasons || 'STRAIGHTLINE'::text where disposition is null and five_count >= 12 and five_equal",
] as const;

export const WEB_ANSWERS = `
  select ordinal, project_id as project, extract(epoch from submitted_at)::float8 as at, encode(network_hash, 'hex') as address,
    five_sum as sum, five_count as count
  from stage where disposition is null and mode = 'web' and network_hash is not null order by project_id, submitted_at, ordinal`;

/** $1 ordinals. */
export const MARK_BURSTS =
  "update stage set quality_reasons = quality_reasons || 'COACHED_BURST'::text where ordinal = any($1)";

export const EXCLUDE = `
  update stage set disposition = 'quality_excluded', reason = quality_reasons[1],
    field = case quality_reasons[1] when 'SPEEDER' then 'duration' when 'COACHED_BURST' then 'submit' end
  where disposition is null and quality_reasons <> '{}'`;

/** In the order of the keys most indexes are in. $1 wave id, $2 questionnaire, $3 its version, $4 import. */
export const WRITE_RESPONSES = `
  insert into response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes, choices, body_hash,
    complete, consent_followup, started_at, submitted_at, duration_s, language, network_hash, quality, quality_reasons, import_id)
  select encode(substr(body_hash, 1, 16), 'hex')::uuid, respondent_key, $1, project_id, phase, $2, $3, mode, codes, choices, body_hash, overall, consent,
    submitted_at - make_interval(secs => duration_s), submitted_at, duration_s, 'zh-CN', network_hash,
    case when disposition is null then 'ok' else 'excluded' end, quality_reasons, $4
  from stage where disposition is null or disposition = 'quality_excluded' order by respondent_key, ordinal`;

export const WRITE_TEXTS = `
  insert into open_answer (response_id, item, raw, masked, findings)
  select encode(substr(s.body_hash, 1, 16), 'hex')::uuid, t.item, t.words ->> 'raw', t.words ->> 'masked', array(select jsonb_array_elements_text(t.words -> 'findings'))
  from stage s, jsonb_each(s.texts) t (item, words) where s.disposition is null or s.disposition = 'quality_excluded' order by s.ordinal, t.item`;

/** An answer counts as an interview (I); one that was left out leaves its member eligible and not interviewed (O). */
export const WRITE_DISPOSITIONS = `
  update frame_member f set disposition = s.disposition
  from (select distinct on (respondent_key) respondent_key, case when disposition is null then 'I' else 'O' end as disposition
        from stage where disposition is null or disposition = 'quality_excluded' order by respondent_key, disposition nulls first) s
  where f.respondent_key = s.respondent_key and f.disposition is distinct from s.disposition and (s.disposition = 'I' or f.disposition is null)`;

export const PHASE_DIFFERENCES = `
  select ordinal, 'PHASE_DIFFERS_FROM_FRAME' as code, 'vendor_phase' as field from stage
  where disposition is null and vendor_phase <> phase order by ordinal`;
