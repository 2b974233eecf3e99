import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { type Editorial, numberItems, standingEditorial } from "#surveys/number-items.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { questionnaireHash } from "./questionnaire-hash.ts";
import { ancestryOf, type StudioProblem, studioProblems } from "./questionnaire-problems.ts";
import {
  holdQuestionnaire,
  needStatus,
  readQuestionnaire,
  type VersionName,
} from "./questionnaire-record.ts";
import { noteStep } from "./questionnaire-steps.ts";

/** Where a draft stands: give the hash back when changing it, so that nobody's change is lost. */
export type DraftState = VersionName & { readonly hash: string };

/** A draft as it was saved: item versions set, and what is wrong with it now. */
export type SavedDraft = DraftState & {
  readonly questionnaire: Questionnaire;
  readonly editorial: Editorial;
  readonly problems: readonly StudioProblem[];
};

/**
 * Begins a draft as a copy of any version; a copy of an older one is how a change is taken back.
 * @throws AppError `forbidden`, `not_found`, `conflict`
 */
export async function startDraft(
  db: Database,
  scope: Scope,
  { id, from }: { readonly id: string; readonly from: number },
): Promise<DraftState> {
  need(scope, "questionnaires.draft");
  const source = await readQuestionnaire(db, { id, version: from });
  return db.transaction().execute(async (tx) => {
    const { newest } = await tx
      .selectFrom("questionnaire")
      .select((select) => select.fn.max<number>("version").as("newest"))
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const version = newest + 1;
    const questionnaire: Questionnaire = { ...source.questionnaire, version };
    const hash = questionnaireHash(questionnaire);
    const inserted = await tx
      .insertInto("questionnaire")
      .values({
        id,
        version,
        status: "draft",
        definition: JSON.stringify(questionnaire),
        hash,
        based_on: from,
        drafted_by: scope.userId,
      })
      .onConflict((conflict) => conflict.columns(["id", "version"]).doNothing())
      .returning("version")
      .executeTakeFirst();
    if (!inserted)
      throw new AppError("conflict", "Somebody else began a draft at the same moment: reload the list.");
    await noteStep(tx, { id, version, hash }, "drafted", scope.userId);
    return { id, version, hash };
  });
}

/**
 * Writes a draft's content. Its name stays and item versions are set here, by what was changed; what is wrong with its
 * sense is told and keeps it from being submitted, not from being saved.
 * @param change.hash of the draft as it was read
 * @throws AppError `forbidden`, `not_found`, `conflict` when it is no draft or was changed meanwhile
 */
export async function changeDraft(
  db: Database,
  scope: Scope,
  change: DraftState & { readonly questionnaire: Questionnaire; readonly editorial: Editorial },
): Promise<SavedDraft> {
  need(scope, "questionnaires.draft");
  const { id, version } = change;
  return db.transaction().execute(async (tx) => {
    const record = await holdQuestionnaire(tx, change);
    needStatus(record, "draft", "changing it");
    if (record.hash !== change.hash)
      throw new AppError(
        "conflict",
        "This draft was changed by somebody else meanwhile: reload it and make your change again.",
        { hash: record.hash },
      );
    const ancestry = await ancestryOf(tx, record);
    const named = { ...change.questionnaire, id, version };
    const editorial = standingEditorial(named, ancestry.base, change.editorial);
    const questionnaire = numberItems(named, ancestry.base, ancestry.used, editorial);
    const hash = questionnaireHash(questionnaire);
    await tx
      .updateTable("questionnaire")
      .set({ definition: JSON.stringify(questionnaire), editorial: JSON.stringify(editorial), hash })
      .where("id", "=", id)
      .where("version", "=", version)
      .execute();
    await noteStep(tx, { id, version, hash }, "changed", scope.userId);
    const problems = await studioProblems(tx, questionnaire, ancestry);
    return { id, version, hash, questionnaire, editorial, problems };
  });
}

/** Throws a draft away; its story stays. @throws AppError `forbidden`, `not_found`, `conflict` */
export async function discardDraft(db: Database, scope: Scope, name: VersionName): Promise<void> {
  need(scope, "questionnaires.draft");
  await db.transaction().execute(async (tx) => {
    const record = await holdQuestionnaire(tx, name);
    needStatus(record, "draft", "discarding it");
    const asked = await tx
      .selectFrom("wave")
      .select("name")
      .where("questionnaire_id", "=", name.id)
      .where("questionnaire_version", "=", name.version)
      .orderBy("id")
      .executeTakeFirst();
    if (asked)
      throw new AppError("conflict", `${asked.name} plans to ask this version: choose another there first.`);
    await noteStep(tx, record, "discarded", scope.userId);
    await tx
      .deleteFrom("questionnaire")
      .where("id", "=", name.id)
      .where("version", "=", name.version)
      .execute();
  });
}
