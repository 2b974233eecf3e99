import { sql } from "kysely";

/**
 * Every text that counts, with the topics it has after people's corrections. Columns: voice_id, response_id, wave_id,
 * project_id, item, masked, week (the Monday), topics.
 */
export const SAID = sql`
  select o.voice_id, o.response_id, o.item, o.masked, r.wave_id, r.project_id,
    date_trunc('week', r.submitted_at at time zone 'Asia/Shanghai')::date::text as week,
    case when c.voice_id is null then o.topics
         else array(select unnest(o.topics) union select unnest(c.added) except select unnest(c.removed)) end as topics
  from open_answer o
  join response r on r.id = o.response_id and r.quality in ('ok', 'flagged')
  left join (
    select voice_id, coalesce(array_agg(topic) filter (where verdict = 'add'), '{}') as added,
      coalesce(array_agg(topic) filter (where verdict = 'remove'), '{}') as removed
    from topic_correction group by voice_id
  ) c on c.voice_id = o.voice_id
  where btrim(o.masked) <> ''`;
