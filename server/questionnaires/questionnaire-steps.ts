import type { Transaction } from "kysely";
import { sql } from "kysely";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { QuestionnaireRecord, VersionName } from "./questionnaire-record.ts";

export type QuestionnaireDeed = "drafted" | "changed" | "submitted" | "returned" | "published" | "discarded";

/** A step as the story of a version tells it. */
export type QuestionnaireStep = {
  readonly step: QuestionnaireDeed;
  /** Name of the person; null when nobody signed in. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly at: string;
};

/** Changes of one person that follow one another within so many minutes are one step: a draft is saved as it is typed. */
const ONE_SITTING_MINUTES = 30;

async function isSameSitting(tx: Transaction<Tables>, { id, version }: VersionName, byId: string) {
  const last = await tx
    .selectFrom("questionnaire_step")
    .select([
      "step",
      "by_id",
      sql<boolean>`at > now() - make_interval(mins => ${ONE_SITTING_MINUTES})`.as("fresh"),
    ])
    .where("questionnaire_id", "=", id)
    .where("version", "=", version)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.step === "changed" && last.by_id === byId && last.fresh;
}

/** Writes a step down, in its transaction: in the version's story and in the audit log. */
export async function noteStep(
  tx: Transaction<Tables>,
  record: VersionName & { readonly hash: string },
  step: QuestionnaireDeed,
  byId: string,
  reason: string | null = null,
): Promise<void> {
  const { id, version, hash } = record;
  if (step === "changed" && (await isSameSitting(tx, record, byId))) return;
  await tx
    .insertInto("questionnaire_step")
    .values({ questionnaire_id: id, version, step, by_id: byId, reason, hash })
    .execute();
  await writeAudit(tx, {
    action: step === "published" ? "questionnaire.published" : "questionnaire.drafted",
    actorId: byId,
    subject: `questionnaire:${id}@${version}`,
    detail: { step, hash: hash.slice(0, 12) },
  });
}

/** The story of a version, oldest first. */
export async function stepsOf(
  db: Database,
  { id, version }: VersionName,
): Promise<readonly QuestionnaireStep[]> {
  const rows = await db
    .selectFrom("questionnaire_step as step")
    .leftJoin("user", "user.id", "step.by_id")
    .select(["step.step", "step.reason", "step.at", "user.name"])
    .where("step.questionnaire_id", "=", id)
    .where("step.version", "=", version)
    .orderBy("step.id")
    .execute();
  return rows.map((row) => ({
    step: row.step as QuestionnaireDeed,
    by: row.name,
    reason: row.reason,
    at: row.at.toISOString(),
  }));
}

/** Everybody who drafted, changed or submitted a version. None of them may publish it, not even after it was returned. */
export async function handsIn(
  db: Database | Transaction<Tables>,
  { id, version, draftedBy }: Pick<QuestionnaireRecord, "id" | "version" | "draftedBy">,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("questionnaire_step")
    .select("by_id")
    .distinct()
    .where("questionnaire_id", "=", id)
    .where("version", "=", version)
    .where("step", "in", ["drafted", "changed", "submitted"])
    .execute();
  return new Set([draftedBy, ...rows.map(({ by_id }) => by_id)].filter((person) => person !== null));
}
