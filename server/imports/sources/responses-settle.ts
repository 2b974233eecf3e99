/** The statements that judge staged answers and write them. Parameters stand beside each. */

/**
 * Who could have been asked: the frame staged now, and members the wave had before.
 * $1 wave id.
 */
export const ASKED = `
  create temp table asked on commit drop as
  select home_id, respondent_key, project_id, phase from frame_home
  union all
  select r.home_id, r.respondent_key, f.project_id, f.phase from vault.respondent r join frame_member f using (respondent_key)
  where r.wave_id = $1::bigint`;

/**
 * What judging needs of the staged rows, in a table of its own: a verdict then rewrites a few short columns and never the
 * answers. An answer is what was said, by whom, when and how: the same row twice has one hash. $1 year.
 */
export const JUDGED = `
  create temp table judged on commit drop as
  select s.ordinal, s.disposition, s.reason, s.field, s.home_code, s.phone_hash, s.mode, s.submitted_at, s.duration_s, s.network_hash,
    s.vendor_phase, s.five_count, s.five_sum, s.five_equal, h.id as home_id, a.respondent_key, a.project_id, a.phase,
    '{}'::text[] as quality_reasons,
    sha256(record_send(row($1::text, s.vendor_no, s.home_code, s.phone_hash, s.mode, s.submitted_at, s.duration_s, s.network_hash,
      s.codes, s.choices, s.texts, s.consent))) as body_hash
  from stage s left join home h on h.code = s.home_code left join asked a on a.home_id = h.id`;

/** Gives rows that cannot stand their verdict, and finds the homes of those that name a phone instead of a home. */
export const MATCH = [
  `update judged s set disposition = 'duplicate', reason = 'DUPLICATE_ROW'
     from (select ordinal, row_number() over (partition by body_hash order by ordinal) as nth from judged) d
     where s.disposition is null and d.ordinal = s.ordinal and d.nth > 1`,
  "update judged s set disposition = 'duplicate', reason = 'NO_CHANGE' from response r where s.disposition is null and r.id = encode(substr(s.body_hash, 1, 16), 'hex')::uuid",
  `update judged s set home_id = p.home_id, disposition = case when p.homes > 1 then 'quarantine' end,
       reason = case when p.homes > 1 then 'AMBIGUOUS_MATCH' end, field = case when p.homes > 1 then 'phone' end
     from (select v.hash, min(o.home_id) as home_id, count(distinct o.home_id) as homes from vault.phone v join ownership o on o.owner_id = v.owner_id
           where o.valid_to is null and v.hash in (select phone_hash from judged) group by v.hash) p
     where s.disposition is null and s.home_code is null and p.hash = s.phone_hash`,
  `update judged s set respondent_key = a.respondent_key, project_id = a.project_id, phase = a.phase
     from asked a where s.disposition is null and s.home_code is null and a.home_id = s.home_id`,
  `update judged set disposition = 'quarantine', reason = 'NOT_IN_FRAME', field = case when home_code is null then 'phone' else 'home' end
     where disposition is null and respondent_key is null`,
  `update judged s set disposition = 'duplicate', reason = case when s.home_code is null then 'SAME_PERSON_AGAIN' else 'SAME_HOME_AGAIN' end
     from (select t.ordinal, row_number() over (partition by t.respondent_key order by t.submitted_at, t.ordinal) as nth,
             r.respondent_key is not null as answered
           from judged t left join response r on r.respondent_key = t.respondent_key and r.quality in ('ok', 'flagged')
           where t.disposition is null) d
     where d.ordinal = s.ordinal and (d.nth > 1 or d.answered)`,
] as const;

/** Answers given in less than a minute, or with one answer to everything. */
export const QUALITY = [
  "update judged set quality_reasons = quality_reasons || 'SPEEDER'::text where disposition is null and duration_s < 60",
  "update judged set quality_reasons = quality_reasons || 'STRAIGHTLINE'::text where disposition is null and five_count >= 12 and five_equal",
] as const;

export const WEB_ANSWERS = `
  select ordinal, project_id as project, extract(epoch from submitted_at)::float8 as at, encode(network_hash, 'hex') as address,
    five_sum as sum, five_count as count
  from judged where disposition is null and mode = 'web' and network_hash is not null order by project_id, submitted_at, ordinal`;

/** $1 ordinals. */
export const MARK_BURSTS =
  "update judged set quality_reasons = quality_reasons || 'COACHED_BURST'::text where ordinal = any($1)";

export const EXCLUDE = `
  update judged set disposition = 'quality_excluded', reason = quality_reasons[1],
    field = case quality_reasons[1] when 'SPEEDER' then 'duration' when 'COACHED_BURST' then 'submit' end
  where disposition is null and quality_reasons <> '{}'`;

/** Puts the verdicts where the report is made from. */
export const REPORT = `
  update stage s set disposition = j.disposition, reason = j.reason, field = j.field
  from judged j where j.ordinal = s.ordinal and j.disposition is not null and s.disposition is null`;

/**
 * An answer counts as an interview (I); one that was left out leaves its member eligible and not interviewed (O). A row
 * without a verdict is an answer that counts.
 */
const ENDED = `
  (select distinct on (respondent_key) respondent_key, case when disposition is null then 'I' else 'O' end as disposition
   from judged where disposition is null or disposition = 'quality_excluded' order by respondent_key, disposition nulls first)`;

/** How the fieldwork ended for homes whose frame is being written now. */
export const END_STAGED = `update frame_home f set disposition = s.disposition from ${ENDED} s where f.respondent_key = s.respondent_key`;

/** The same for members the wave had before. */
export const END_MEMBERS = `
  update frame_member f set disposition = s.disposition from ${ENDED} s
  where f.respondent_key = s.respondent_key and f.disposition is distinct from s.disposition and (s.disposition = 'I' or f.disposition is null)`;

/** In the order of the keys most indexes are in. $1 wave id, $2 questionnaire, $3 its version, $4 import. */
export const WRITE_RESPONSES = `
  insert into response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode, codes, choices, body_hash,
    complete, consent_followup, started_at, submitted_at, duration_s, language, network_hash, quality, quality_reasons, import_id)
  select encode(substr(j.body_hash, 1, 16), 'hex')::uuid, j.respondent_key, $1, j.project_id, j.phase, $2, $3, s.mode, s.codes, s.choices::jsonb, j.body_hash,
    s.overall, s.consent, s.submitted_at - make_interval(secs => s.duration_s), s.submitted_at, s.duration_s, 'zh-CN', s.network_hash,
    case when j.disposition is null then 'ok' else 'excluded' end, j.quality_reasons, $4
  from judged j join stage s using (ordinal) where j.disposition is null or j.disposition = 'quality_excluded' order by j.respondent_key, ordinal`;

export const WRITE_TEXTS = `
  insert into open_answer (response_id, item, raw, masked, findings)
  select encode(substr(j.body_hash, 1, 16), 'hex')::uuid, t.item, t.words ->> 'raw', t.words ->> 'masked', array(select json_array_elements_text(t.words -> 'findings'))
  from judged j join stage s using (ordinal), json_each(s.texts::json) t (item, words)
  where s.texts is not null and (j.disposition is null or j.disposition = 'quality_excluded') order by ordinal, t.item`;

export const PHASE_DIFFERENCES = `
  select ordinal, 'PHASE_DIFFERS_FROM_FRAME' as code, 'vendor_phase' as field from judged
  where disposition is null and vendor_phase <> phase order by ordinal`;
