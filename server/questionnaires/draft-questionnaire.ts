import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { type DraftState, needUnchangedDraft, type VersionName } from "#server/versions/version.ts";
import { noteStep } from "#server/versions/version-steps.ts";
import { type Editorial, numberItems, standingEditorial } from "#surveys/number-items.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { QUESTIONNAIRE_FLOW } from "./publish-questionnaire.ts";
import { questionnaireHash } from "./questionnaire-hash.ts";
import { ancestryOf, type StudioProblem, studioProblems } from "./questionnaire-problems.ts";
import { holdQuestionnaire, readQuestionnaire } from "./questionnaire-record.ts";

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
  copy: { readonly id: string; readonly from: number },
): Promise<DraftState> {
  need(scope, "questionnaires.draft");
  const source = await readQuestionnaire(db, { id: copy.id, version: copy.from });
  return db.transaction().execute((tx) =>
    QUESTIONNAIRE_FLOW.begin(tx, scope, copy, (version) => {
      const content: Questionnaire = { ...source.questionnaire, version };
      return { content, hash: questionnaireHash(content) };
    }),
  );
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
    needUnchangedDraft(record, change.hash);
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
    await noteStep(tx, "questionnaire", { id, version, hash }, "changed", scope.userId);
    const problems = await studioProblems(tx, questionnaire, ancestry);
    return { id, version, hash, questionnaire, editorial, problems };
  });
}

/** Throws a draft away that no wave plans to ask; its story stays. @throws AppError `forbidden`, `not_found`, `conflict` */
export function discardDraft(db: Database, scope: Scope, name: VersionName): Promise<void> {
  return QUESTIONNAIRE_FLOW.discard(db, scope, name, async (tx) => {
    const asked = await tx
      .selectFrom("wave")
      .select("name")
      .where("questionnaire_id", "=", name.id)
      .where("questionnaire_version", "=", name.version)
      .orderBy("id")
      .executeTakeFirst();
    if (asked)
      throw new AppError("conflict", `${asked.name} plans to ask this version: choose another there first.`);
  });
}
