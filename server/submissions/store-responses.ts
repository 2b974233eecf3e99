import { randomUUID } from "node:crypto";
import {
  bigintArray,
  booleanArray,
  byteaArray,
  intArray,
  textArray,
  timestampArray,
  uuidArray,
} from "../database/binary-array.ts";
import type { OpenRecord } from "../database/connection.ts";
import { metAnswers } from "./met-answers.ts";
import type { ResponseRow } from "./response-row.ts";

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
 * One statement, so one transaction and one round trip a batch. Two answers of one household never share a batch; what
 * meets an answer that is already there, or loses a race with another process, is held off by the unique indexes. Whoever
 * answers alone need not be called any more. Single rows are asked for in ways ("lateral … limit 1", "= any") that only an
 * index can answer: a plan made while a table was small must not read all of it when it has grown.
 */
const STORE = {
  name: "store-responses",
  text: `
with stored as (
  insert into response (id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, mode,
                        codes, choices, body_hash, complete, consent_followup, started_at, submitted_at, duration_s,
                        language, device_hash, network_hash, interviewer, quality, quality_reasons)
  select g.id, g.respondent_key, g.wave_id, g.project_id, g.phase, g.questionnaire_id, g.questionnaire_version, g.mode,
         g.codes, g.choices::jsonb, g.body_hash, g.complete, g.consent, coalesce(g.started_at, d.started_at), g.submitted_at,
         greatest(0, extract(epoch from g.submitted_at - coalesce(g.started_at, d.started_at)))::int,
         g.language, g.device_hash, g.network_hash, g.interviewer,
         case when g.counts then 'ok' else 'excluded' end, case when g.counts then '{}'::text[] else '{break-off}' end
  from unnest(
    $1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::int[], $8::bytea[], $9::text[],
    $10::bytea[], $11::boolean[], $12::boolean[], $13::timestamptz[], $14::text[], $15::bytea[], $16::bytea[],
    $17::boolean[], $18::text[], $19::text[], $20::timestamptz[]
  ) as g (
    id, respondent_key, wave_id, project_id, phase, questionnaire_id, questionnaire_version, codes, choices,
    body_hash, complete, consent, submitted_at, language, device_hash, network_hash,
    counts, mode, interviewer, started_at)
  left join lateral (
    select d.started_at from response_draft d where d.respondent_key = g.respondent_key limit 1) d on true
  on conflict do nothing
  returning id, respondent_key, quality = 'ok' as counts, mode
), words as (
  insert into open_answer (response_id, item, raw, masked, findings, voice_id)
  select t.response_id, t.item, t.raw, t.masked, string_to_array(t.findings, ','), t.voice_id
  from unnest($21::uuid[], $22::text[], $23::text[], $24::text[], $25::text[], $28::uuid[])
    as t (response_id, item, raw, masked, findings, voice_id)
  join stored s on s.id = t.response_id
), undrafted as (
  delete from response_draft where respondent_key = any (array(select respondent_key from stored where counts))
), uncalled as (
  update appointment set state = 'dropped'
  where state = 'open' and respondent_key = any (array(select respondent_key from stored where counts and mode = 'web'))
), outcome as (
  update frame_member f set disposition = o.disposition, changed_xid = pg_current_xact_id()
  from unnest($2::uuid[], $26::text[]) as o (respondent_key, disposition)
  where f.respondent_key = any (array(select respondent_key from stored)) and o.respondent_key = f.respondent_key
)
select case when count(*) < $27 then coalesce(array_agg(id), '{}') end as stored from stored`,
};

async function store(pool: OpenRecord["pool"], rows: readonly ResponseRow[]): Promise<ReadonlySet<string>> {
  const texts = rows.flatMap((row) => row.texts.map((text) => ({ ...text, responseId: row.id })));
  const { rows: outcome } = await pool.query<{ readonly stored: readonly string[] | null }>({
    ...STORE,
    values: [
      uuidArray(rows.map((row) => row.id)),
      uuidArray(rows.map((row) => row.respondentKey)),
      bigintArray(rows.map((row) => row.waveId)),
      bigintArray(rows.map((row) => row.projectId)),
      textArray(rows.map((row) => row.phase)),
      textArray(rows.map((row) => row.questionnaireId)),
      intArray(rows.map((row) => row.questionnaireVersion)),
      byteaArray(rows.map((row) => row.codes)),
      textArray(rows.map((row) => row.choices)),
      byteaArray(rows.map((row) => row.bodyHash)),
      booleanArray(rows.map((row) => row.complete)),
      booleanArray(rows.map((row) => row.consent)),
      timestampArray(rows.map((row) => row.submittedAt)),
      textArray(rows.map((row) => row.language)),
      byteaArray(rows.map((row) => row.deviceHash)),
      byteaArray(rows.map((row) => row.networkHash)),
      booleanArray(rows.map((row) => row.counts)),
      textArray(rows.map((row) => row.mode)),
      textArray(rows.map((row) => row.interviewer)),
      timestampArray(rows.map((row) => row.startedAt)),
      uuidArray(texts.map((text) => text.responseId)),
      textArray(texts.map((text) => text.item)),
      textArray(texts.map((text) => text.raw)),
      textArray(texts.map((text) => text.masked)),
      textArray(texts.map((text) => text.findings.join(","))),
      textArray(rows.map((row) => row.disposition)),
      rows.length,
      uuidArray(texts.map(() => randomUUID())),
    ],
  });
  // null says that all were, and spares sending their ids back
  return new Set(outcome[0]?.stored ?? rows.map(({ id }) => id));
}

/**
 * Keeps a batch of answers of different households; one outcome each, after commit. An answer that counts is written
 * first and looked at when it could not be; a break-off, which no index keeps from being written twice, the other way round.
 */
export async function storeResponses(
  { pool }: Pick<OpenRecord, "pool">,
  rows: readonly ResponseRow[],
): Promise<readonly Outcome[]> {
  const known = await metAnswers(
    pool,
    rows.filter(({ counts }) => !counts),
  );
  const fresh = rows.filter((row) => !known.has(row));
  const stored = fresh.length === 0 ? new Set<string>() : await store(pool, fresh);
  const met = await metAnswers(
    pool,
    fresh.filter(({ id }) => !stored.has(id)),
  );
  return rows.map((row) => {
    const kept = known.get(row) ?? met.get(row);
    if (kept) {
      const isSame = kept.own && kept.bodyHash.equals(row.bodyHash);
      return { kind: isSame ? "identical" : "conflict", id: kept.id, at: kept.at, counts: kept.counts };
    }
    const kind = stored.has(row.id) ? "stored" : "unseen";
    return { kind, id: row.id, at: row.submittedAt, counts: row.counts };
  });
}
