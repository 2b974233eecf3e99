import type { DispositionGroup } from "#surveys/disposition.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Answers } from "#surveys/question.ts";
import type { OpenRecord } from "../database/connection.ts";

export type StoredText = {
  readonly item: string;
  readonly raw: string;
  readonly masked: string;
  readonly findings: readonly string[];
};

/** A validated answer, ready to be kept. */
export type ResponseRow = {
  readonly id: string;
  readonly respondentKey: string;
  readonly waveId: number;
  readonly projectId: number;
  readonly phase: OwnerPhase;
  readonly questionnaireId: string;
  readonly questionnaireVersion: number;
  readonly codes: Uint8Array;
  readonly choices: string;
  readonly bodyHash: Buffer;
  readonly complete: boolean;
  readonly consent: boolean;
  readonly submittedAt: Date;
  readonly language: string;
  readonly deviceHash: Buffer | null;
  readonly networkHash: Buffer | null;
  /** A break-off is kept and does not count. */
  readonly counts: boolean;
  readonly disposition: DispositionGroup;
  readonly texts: readonly StoredText[];
  readonly mode: "web" | "phone" | "visit";
  /** Who held the interview, and when it began; null for an owner alone, whose draft knows. */
  readonly interviewer: string | null;
  readonly startedAt: Date | null;
  /** What was sent, kept beside the first answer if there is already a different one. */
  readonly answers: Answers;
};

export type Outcome = {
  /** conflict: a different answer is already kept. unseen: another process was just storing one; try again. */
  readonly kind: "stored" | "identical" | "conflict" | "unseen";
  /** The answer that is kept. */
  readonly id: string;
  readonly at: Date;
  /** Whether it counts; a break-off is kept and does not. */
  readonly counts: boolean;
};

/**
 * One statement, so one transaction and one round trip a batch. What an answer meets is decided by the rows that were
 * committed before; two answers of one household never share a batch, and a race with another process ends in the
 * unique indexes (`on conflict do nothing`) and as "unseen". Whoever answers alone need not be called any more.
 */
const STORE = {
  name: "store-responses",
  text: `
with given as materialized (
  select * from unnest(
    $1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::int[], $8::bytea[], $9::text[],
    $10::bytea[], $11::boolean[], $12::boolean[], $13::timestamptz[], $14::text[], $15::bytea[], $16::bytea[],
    $17::boolean[], $18::text[], $19::text[], $20::text[], $21::timestamptz[]
  ) with ordinality as t (
    id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, codes, choices,
    body_hash, complete, consent, submitted_at, language, device_hash, network_hash,
    counts, disposition, mode, interviewer, started_at, position)
), prior as materialized (
  select g.position, met.* from given g cross join lateral (
    select * from (
      (select r.id, r.body_hash, r.submitted_at, r.quality in ('ok', 'flagged') as counted, true as own
       from response r
       where r.respondent_key = g.respondent_key
         and (r.quality in ('ok', 'flagged') or (not g.counts and r.quality = 'excluded'))
       order by r.submitted_at, r.id limit 1)
      union all
      (select r.id, r.body_hash, r.submitted_at, r.quality in ('ok', 'flagged'), r.respondent_key = g.respondent_key
       from response r where r.id = g.id limit 1)
    ) kept order by own desc limit 1
  ) met
), stored as (
  insert into response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode,
                        codes, choices, body_hash, complete, consent_followup, started_at, submitted_at, duration_s,
                        language, device_hash, network_hash, interviewer, quality, quality_reasons)
  select g.id, g.respondent_key, g.wave_id, g.project_id, g.phase, g.questionnaire_id, g.questionnaire_version, g.mode,
         g.codes, g.choices::jsonb, g.body_hash, g.complete, g.consent, coalesce(g.started_at, d.started_at), g.submitted_at,
         greatest(0, extract(epoch from g.submitted_at - coalesce(g.started_at, d.started_at)))::int,
         g.language, g.device_hash, g.network_hash, g.interviewer,
         case when g.counts then 'ok' else 'excluded' end, case when g.counts then '{}'::text[] else '{break-off}' end
  from given g left join response_draft d on d.respondent_key = g.respondent_key
  where not exists (select from prior p where p.position = g.position)
  on conflict do nothing
  returning id, respondent_key
), mine as (
  select g.position, g.id, g.respondent_key, g.counts, g.disposition, g.mode from given g join stored s using (id, respondent_key)
), words as (
  insert into open_answer (response_id, item, raw, masked, findings)
  select m.id, t.item, t.raw, t.masked, string_to_array(t.findings, ',')
  from unnest($22::int[], $23::text[], $24::text[], $25::text[], $26::text[])
    as t (position, item, raw, masked, findings)
  join mine m on m.position = t.position
), undrafted as (
  delete from response_draft where respondent_key = any (array(select respondent_key from mine where counts))
), uncalled as (
  update appointment set state = 'dropped'
  where state = 'open' and respondent_key = any (array(select respondent_key from mine where counts and mode = 'web'))
), outcome as (
  update frame_member f set disposition = m.disposition from mine m where f.respondent_key = m.respondent_key
)
select case when m.id is not null then 'stored'
            when p.id is null then 'unseen'
            when p.own and p.body_hash = g.body_hash then 'identical'
            else 'conflict' end as kind,
       p.id, p.submitted_at as at, p.counted as counts
from given g
left join mine m on m.position = g.position
left join prior p on p.position = g.position
order by g.position`,
};

/** What the statement says of an answer: null for what is the answer's own. */
type Met = {
  readonly kind: Outcome["kind"];
  readonly id: string | null;
  readonly at: Date | null;
  readonly counts: boolean | null;
};

/** Keeps a batch of answers of different households; one outcome each, after commit. */
export async function storeResponses(
  { pool }: Pick<OpenRecord, "pool">,
  rows: readonly ResponseRow[],
): Promise<readonly Outcome[]> {
  const texts = rows.flatMap((row, index) => row.texts.map((text) => ({ ...text, position: index + 1 })));
  const result = await pool.query<Met>({
    ...STORE,
    values: [
      rows.map((row) => row.id),
      rows.map((row) => row.respondentKey),
      rows.map((row) => row.waveId),
      rows.map((row) => row.projectId),
      rows.map((row) => row.phase),
      rows.map((row) => row.questionnaireId),
      rows.map((row) => row.questionnaireVersion),
      rows.map((row) => row.codes),
      rows.map((row) => row.choices),
      rows.map((row) => row.bodyHash),
      rows.map((row) => row.complete),
      rows.map((row) => row.consent),
      rows.map((row) => row.submittedAt),
      rows.map((row) => row.language),
      rows.map((row) => row.deviceHash),
      rows.map((row) => row.networkHash),
      rows.map((row) => row.counts),
      rows.map((row) => row.disposition),
      rows.map((row) => row.mode),
      rows.map((row) => row.interviewer),
      rows.map((row) => row.startedAt),
      texts.map((text) => text.position),
      texts.map((text) => text.item),
      texts.map((text) => text.raw),
      texts.map((text) => text.masked),
      texts.map((text) => text.findings.join(",")),
    ],
  });
  return result.rows.map(({ kind, id, at, counts }, index) => {
    const row = rows[index] as ResponseRow;
    return { kind, id: id ?? row.id, at: at ?? row.submittedAt, counts: counts ?? row.counts };
  });
}
