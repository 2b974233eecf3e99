import { createHash } from "node:crypto";
import type { Statements } from "#server/database/statements.ts";

const DIGEST = (line: string, order: string, from: string) => `
  select sha256(coalesce(string_agg(part, ''::bytea order by project), ''::bytea)) as hash from (
    select project, sha256(convert_to(string_agg(line, e'\\n' order by line collate "C"), 'UTF8')) as part
    from (select ${order} as project, ${line}::text as line from ${from}) lines group by project) parts`;

/** What a wave's data are made of, one digest each. */
const PARTS: Readonly<Record<string, string>> = {
  answers: DIGEST(
    `jsonb_build_array(r.id, r.respondent_key, r.phase, r.mode, r.questionnaire_id, r.questionnaire_version, encode(r.codes, 'hex'),
       r.choices, r.complete, r.quality, r.weighting_exempt, to_char(r.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'))`,
    "r.project_id",
    "response r where r.wave_id = $1",
  ),
  outcomes: DIGEST(
    "jsonb_build_array(m.respondent_key, m.region_id, m.phase, m.sampled, m.disposition, m.exclusion)",
    "m.project_id",
    "frame_member m where m.wave_id = $1",
  ),
  words: DIGEST(
    "jsonb_build_array(t.response_id, t.item, t.masked)",
    "r.project_id",
    "open_answer t join response r on r.id = t.response_id where r.wave_id = $1",
  ),
  weights: DIGEST(
    "jsonb_build_array(w.phase, w.owners, w.respondents, w.weight, w.pool)",
    "w.project_id",
    "wave_weight w where w.wave_id = $1",
  ),
};

/**
 * SHA-256 over everything a number of the wave can depend on: answers with their quality, outcomes, masked words and
 * weights, whatever order they lie in. Whom they belong to is no part of it, so that erasing a person changes nothing.
 */
export async function hashData(run: Statements, waveId: number): Promise<Buffer> {
  const whole = createHash("sha256");
  for (const [name, sql] of Object.entries(PARTS)) {
    const [row] = await run<{ hash: Buffer }>(sql, [waveId]);
    if (row === undefined) throw new Error("an aggregate gave no row");
    whole.update(name).update(row.hash);
  }
  return whole.digest();
}
