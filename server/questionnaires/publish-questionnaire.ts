import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { ancestryOf, type StudioProblem, studioProblems } from "./questionnaire-problems.ts";
import { holdQuestionnaire, needStatus, type VersionName } from "./questionnaire-record.ts";
import { handsIn, noteStep } from "./questionnaire-steps.ts";

/** A step that was made, or everything that stands in its way, each with its remedy. */
export type QuestionnaireStepResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly problems: readonly StudioProblem[] };

function needReason(reason: string): string {
  const text = reason.trim();
  if (text.length < 2 || text.length > 1000)
    throw new AppError("invalid", "A reason is needed: say in a sentence why, it stays with the version.");
  return text;
}

/**
 * Hands a draft to a second person, with the reason. From now on nobody can change it.
 * @throws AppError `forbidden`, `not_found`, `conflict`, `invalid`
 */
export async function submitDraft(
  db: Database,
  scope: Scope,
  request: VersionName & { readonly reason: string },
): Promise<QuestionnaireStepResult> {
  need(scope, "questionnaires.draft");
  const reason = needReason(request.reason);
  return db.transaction().execute(async (tx): Promise<QuestionnaireStepResult> => {
    const record = await holdQuestionnaire(tx, request);
    needStatus(record, "draft", "submitting it");
    const found = await studioProblems(tx, record.questionnaire, await ancestryOf(tx, record));
    const problems = found.filter(({ severity }) => severity === "error");
    if (problems.length > 0) return { ok: false, problems };
    await tx
      .updateTable("questionnaire")
      .set({ status: "review", note: reason })
      .where("id", "=", request.id)
      .where("version", "=", request.version)
      .execute();
    await noteStep(tx, record, "submitted", scope.userId, reason);
    return { ok: true };
  });
}

/** Gives a version in review back to be changed. @throws AppError `forbidden`, `not_found`, `conflict`, `invalid` */
export async function returnToDraft(
  db: Database,
  scope: Scope,
  request: VersionName & { readonly reason: string },
): Promise<void> {
  need(scope, "questionnaires.publish");
  const reason = needReason(request.reason);
  await db.transaction().execute(async (tx) => {
    const record = await holdQuestionnaire(tx, request);
    needStatus(record, "review", "returning it");
    await tx
      .updateTable("questionnaire")
      .set({ status: "draft" })
      .where("id", "=", request.id)
      .where("version", "=", request.version)
      .execute();
    await noteStep(tx, record, "returned", scope.userId, reason);
  });
}

/**
 * Publishes a version in review, for good: nothing of it changes afterwards, and waves may ask it. The second of two
 * people does this, never one who drafted, changed or submitted it.
 * @throws AppError `forbidden`, `not_found`, `conflict`
 */
export async function publishQuestionnaire(
  db: Database,
  scope: Scope,
  name: VersionName,
  at: Date,
): Promise<QuestionnaireStepResult> {
  need(scope, "questionnaires.publish");
  return db.transaction().execute(async (tx): Promise<QuestionnaireStepResult> => {
    const record = await holdQuestionnaire(tx, name);
    needStatus(record, "review", "publishing it");
    if ((await handsIn(tx, record)).has(scope.userId))
      throw new AppError(
        "forbidden",
        "You had a hand in this version, so another person has to publish it: ask a colleague who may.",
      );
    const found = await studioProblems(tx, record.questionnaire, await ancestryOf(tx, record));
    const problems = found.filter(({ severity }) => severity === "error");
    if (problems.length > 0) return { ok: false, problems };
    await tx
      .updateTable("questionnaire")
      .set({ status: "published", published_by: scope.userId, published_at: at })
      .where("id", "=", name.id)
      .where("version", "=", name.version)
      .execute();
    await noteStep(tx, record, "published", scope.userId);
    return { ok: true };
  });
}
