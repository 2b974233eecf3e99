import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { FieldAgent } from "#server/fieldwork/field-agent.ts";

/** What came of following an answer up. */
export const FOLLOWUP_OUTCOMES = ["settled", "passed-on", "not-reached", "not-wanted"] as const;
export type FollowupOutcome = (typeof FOLLOWUP_OUTCOMES)[number];

/**
 * Marks an answer as followed up, or takes that back. An owner who does not want to be contacted after all has the consent withdrawn
 * with it.
 * @param outcome undefined to take it back
 * @throws AppError `not_found` unless the owner consents and was looked up before
 */
export async function handleFollowup(
  db: Database,
  agent: FieldAgent,
  { responseId, outcome }: { readonly responseId: string; readonly outcome?: FollowupOutcome | undefined },
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const run = statementsOf(transaction);
    const changed = await run<{ id: string }>(
      `update followup f set outcome = $2, handled_by = case when $2::text is not null then $3 end, handled_at = case when $2::text is not null then $4::timestamptz end
       from response r where r.id = f.response_id and r.id = $1 and r.consent_followup returning f.response_id as id`,
      [responseId, outcome ?? null, agent.userId, now],
    );
    if (changed.length === 0)
      throw new AppError(
        "not_found",
        "This answer is not to be followed up, or nobody has looked its owner up yet: reload the list.",
      );
    if (outcome === "not-wanted")
      await run("update response set consent_followup = false where id = $1", [responseId]);
    await writeAudit(transaction, {
      action: "followup.handled",
      actorId: agent.userId,
      subject: `answer:${responseId}`,
      detail: { outcome: outcome ?? "taken-back" },
    });
  });
}
