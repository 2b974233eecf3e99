import type { Answers } from "#surveys/question.ts";
import type { OpenRecord } from "../database/connection.ts";

export type Draft = { readonly respondentKey: string; readonly answers: Answers };

/** Saves drafts of different households; a household that has already answered gets none. */
const SAVE = {
  name: "save-drafts",
  text: `
insert into response_draft (respondent_key, answers, started_at)
select g.respondent_key, g.answers::jsonb, now()
from unnest($1::uuid[], $2::text[]) as g (respondent_key, answers)
where not exists (
  select from response r where r.respondent_key = g.respondent_key and r.quality in ('ok', 'flagged'))
on conflict (respondent_key) do update set answers = excluded.answers, saved_at = now()`,
};

/** Keeps unfinished answers until the end or the next saving. */
export async function saveDrafts(
  { pool }: Pick<OpenRecord, "pool">,
  drafts: readonly Draft[],
): Promise<void> {
  const keys = drafts.map(({ respondentKey }) => respondentKey);
  await pool.query({ ...SAVE, values: [keys, drafts.map(({ answers }) => JSON.stringify(answers))] });
}
