import type { Answers } from "#surveys/question.ts";
import type { OpenRecord } from "../database/connection.ts";

export type Draft = {
  readonly respondentKey: string;
  readonly answers: Answers;
  /** How the person reads, so that they read alike on another device. */
  readonly reading: { readonly language: string; readonly large: boolean };
  /** The mark of the device (respondent-marks.ts); null when it has none. */
  readonly device: Buffer | null;
};

/**
 * Saves drafts of different households; a household that has already answered gets none. One device's draft replaces
 * its last one. Beside another device's it replaces what both have and leaves the rest: a page left open elsewhere
 * must not take away what was answered since.
 */
const SAVE = {
  name: "save-drafts",
  text: `
insert into response_draft (respondent_key, answers, started_at, language, large, device_hash)
select g.respondent_key, g.answers::jsonb, now(), g.language, g.large, g.device
from unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::bytea[])
  as g (respondent_key, answers, language, large, device)
where not exists (
  select from response r where r.respondent_key = g.respondent_key and r.quality in ('ok', 'flagged'))
on conflict (respondent_key) do update set
  answers = case when response_draft.device_hash is not distinct from excluded.device_hash then excluded.answers
                 else response_draft.answers || excluded.answers end,
  language = excluded.language, large = excluded.large, device_hash = excluded.device_hash, saved_at = now()`,
};

/** Keeps unfinished answers until the end or the next saving. */
export async function saveDrafts(
  { pool }: Pick<OpenRecord, "pool">,
  drafts: readonly Draft[],
): Promise<void> {
  const values = [
    drafts.map(({ respondentKey }) => respondentKey),
    drafts.map(({ answers }) => JSON.stringify(answers)),
    drafts.map(({ reading }) => reading.language),
    drafts.map(({ reading }) => reading.large),
    drafts.map(({ device }) => device),
  ];
  await pool.query({ ...SAVE, values });
}
