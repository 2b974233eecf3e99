import type { Statements } from "#server/database/statements.ts";
import {
  DISPOSITION_MEANINGS,
  DISPOSITIONS,
  type Disposition,
  dispositionGroup,
} from "#surveys/disposition.ts";
import { OPEN_OUTCOMES } from "#surveys/final-disposition.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";

/** What a home that is left out counts as: who opted out has refused, everybody else was eligible and not asked. */
const LEFT_OUT: Disposition = "left_out";
const OPTED_OUT: Disposition = "do_not_contact";

/**
 * The final outcome of every home that was asked, by the rule of surveys/final-disposition.ts: a counted answer decides; an
 * answer that was isolated or voided leaves the home eligible and not interviewed; one broken off is a break-off; then
 * homes left out; then contacts, drafts and invitations. Homes that were not drawn have none.
 */
const SETTLE = `
  with answer as (
    select respondent_key, bool_or(quality in ('ok', 'flagged')) as counts,
           bool_or(complete and quality in ('ok', 'flagged')) as complete,
           bool_or(quality in ('excluded', 'void') and not ('break-off' = any(quality_reasons))) as taken_out,
           bool_or('break-off' = any(quality_reasons)) as broken_off
    from response where wave_id = $1 group by respondent_key
  ), contact as (
    select a.respondent_key,
           (array_agg(a.disposition order by a.at desc, a.id desc) filter (where a.disposition = any($2::text[])))[1] as closing,
           min(o.rank) as rank
    from attempt a join frame_member m using (respondent_key)
    left join unnest($3::text[]) with ordinality as o (code, rank) on o.code = a.disposition
    where m.wave_id = $1 group by a.respondent_key
  ), invited as (
    select i.respondent_key, bool_or(i.state not in ('failed', 'revoked')) as sent
    from invitation i where i.wave_id = $1 and i.state <> 'revoked' group by i.respondent_key
  ), begun as (
    select d.respondent_key from response_draft d join frame_member m using (respondent_key)
    where m.wave_id = $1 and d.answers <> '{}'
  ), code as (
    select m.respondent_key, m.phase, m.disposition, r.counts, r.complete, r.taken_out,
      case
        when r.counts or r.taken_out then null
        when r.broken_off then 'broken_off'
        when m.exclusion = 'opted_out' then '${OPTED_OUT}'
        when m.exclusion is not null then '${LEFT_OUT}'
        when c.closing is not null then c.closing
        when b.respondent_key is not null then 'broken_off'
        else ($3::text[])[least(
          coalesce(c.rank, array_length($3::text[], 1)),
          case when i.sent then array_position($3::text[], 'no_reply')
               when i.sent is not null then array_position($3::text[], 'undelivered')
               else array_position($3::text[], 'not_attempted') end)]
      end as word
    from frame_member m
    left join answer r using (respondent_key)
    left join contact c using (respondent_key)
    left join invited i using (respondent_key)
    left join begun b using (respondent_key)
    where m.wave_id = $1 and m.sampled
  ), outcome as (
    select code.respondent_key, code.disposition,
      case
        when code.counts and code.disposition in ('I', 'P', 'NE') then code.disposition
        when code.counts then case when code.complete then 'I' else 'P' end
        when code.taken_out then 'O'
        else g.grp
      end as final
    from code
    left join unnest($4::text[], $5::text[], $6::text[]) as g (word, phase, grp) on g.word = code.word and g.phase = code.phase
  )
  update frame_member m set disposition = o.final from outcome o
  where m.respondent_key = o.respondent_key and o.disposition is distinct from o.final`;

const GROUPS = DISPOSITIONS.flatMap((word) =>
  OWNER_PHASES.map((phase) => ({ word, phase, group: dispositionGroup(word, phase) })),
);

const CLOSING = DISPOSITIONS.filter((word) => DISPOSITION_MEANINGS[word].closes);

/** Gives every home that was asked exactly one final outcome. */
export async function settleOutcomes(run: Statements, waveId: number): Promise<void> {
  await run(SETTLE, [
    waveId,
    CLOSING,
    OPEN_OUTCOMES,
    GROUPS.map(({ word }) => word),
    GROUPS.map(({ phase }) => phase),
    GROUPS.map(({ group }) => group),
  ]);
}

/** Takes back the outcomes that only the closing gave, so that the field can go on. */
export async function unsettleOutcomes(run: Statements, waveId: number): Promise<void> {
  await run(
    `update frame_member m set disposition = null
     where m.wave_id = $1 and m.sampled and m.disposition is not null
       and not exists (select from response r where r.respondent_key = m.respondent_key)
       and not exists (select from attempt a where a.respondent_key = m.respondent_key and a.disposition = any($2::text[]))`,
    [waveId, CLOSING],
  );
}
