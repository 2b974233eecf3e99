import type { OpenRecord } from "../database/connection.ts";
import type { ResponseRow } from "./response-row.ts";

/** A second answer that differs, and the one that counts. */
export type Conflict = { readonly row: ResponseRow; readonly keptId: string };

/** A household that sends one different answer after the other fills no disk. */
const MOST_KEPT = 20;

const KEEP = {
  name: "keep-conflicts",
  text: `
with given as materialized (
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bytea[])
    as g (respondent_key, submission_id, kept_id, body, body_hash)
), kept as (
  insert into response_conflict (respondent_key, submission_id, kept_id, body, body_hash)
  select g.respondent_key, g.submission_id, g.kept_id, g.body::jsonb, g.body_hash
  from given g
  where (select count(*) from response_conflict c where c.respondent_key = g.respondent_key) < ${MOST_KEPT}
  on conflict do nothing
)
update response r set quality = 'flagged', quality_reasons = r.quality_reasons || '{second-answer}'::text[]
from given g
where r.id = g.kept_id and r.respondent_key = g.respondent_key and r.quality = 'ok'
  and not exists (select from wave_close c where c.wave_id = r.wave_id and c.reopened_at is null)`,
};

/** Keeps second, different answers of different households beside the ones that count, and flags those for review. */
export async function keepConflicts(
  { pool }: Pick<OpenRecord, "pool">,
  conflicts: readonly Conflict[],
): Promise<void> {
  await pool.query({
    ...KEEP,
    values: [
      conflicts.map(({ row }) => row.respondentKey),
      conflicts.map(({ row }) => row.id),
      conflicts.map(({ keptId }) => keptId),
      conflicts.map(({ row }) => JSON.stringify(row.answers)),
      conflicts.map(({ row }) => row.bodyHash),
    ],
  });
}
