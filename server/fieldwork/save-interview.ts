import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { FieldAgent } from "./field-agent.ts";

const SAVE = `
  insert into response_draft (respondent_key, answers, started_at)
  select c.respondent_key, $2::jsonb, $3 from field_case c
  where c.respondent_key = $1 and c.taken_by = $4 and c.taken_until > $3
    and not exists (select from response r where r.respondent_key = c.respondent_key and r.quality in ('ok', 'flagged'))
  on conflict (respondent_key) do update set answers = excluded.answers, device_hash = null, saved_at = $3
  returning respondent_key`;

/**
 * Keeps an interview that is under way, so that a broken call can be taken up again by whoever calls next, or by the
 * owner's own link.
 * @throws AppError `conflict` when the case is not in the interviewer's hands, or was answered meanwhile
 */
export async function saveInterview(
  db: Database,
  agent: FieldAgent,
  {
    respondentKey,
    answers,
  }: { readonly respondentKey: string; readonly answers: Readonly<Record<string, unknown>> },
  now: Date,
): Promise<void> {
  const rows = await statementsOf(db)(SAVE, [respondentKey, JSON.stringify(answers), now, agent.userId]);
  if (rows.length === 0)
    throw new AppError(
      "conflict",
      "This home is not in your hands any more, or has answered meanwhile: open it again from the list.",
    );
}

/** Puts a home back into everybody's list. Nothing happens when it is not in the interviewer's hands. */
export async function releaseCase(db: Database, agent: FieldAgent, respondentKey: string): Promise<void> {
  await db
    .deleteFrom("field_case")
    .where("respondent_key", "=", respondentKey)
    .where("taken_by", "=", agent.userId)
    .execute();
}
