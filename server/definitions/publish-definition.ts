import type { Transaction } from "kysely";
import { check } from "#analytics/check.ts";
import type { DefinitionProblem } from "#analytics/definition-problem.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { holdDefinition, needStatus } from "./definition-record.ts";
import { handsIn, noteStep } from "./definition-steps.ts";
import type { VersionName } from "./draft-definition.ts";

/** A step that was made, or everything that stands in its way, each with its remedy. */
export type DefinitionStepResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly problems: readonly DefinitionProblem[] };

/** What keeps a definition from being published. */
function obstacles(definition: IndexDefinition): readonly DefinitionProblem[] {
  return check(definition).filter(({ severity }) => severity === "error");
}

function needReason(reason: string): string {
  const text = reason.trim();
  if (text.length < 2 || text.length > 1000)
    throw new AppError(
      "invalid",
      "A reason is needed: say in a sentence why, it goes into the annual report.",
    );
  return text;
}

/** The newest year whose numbers are settled: a rule must not change what was closed under another. */
export async function settledYear(tx: Database | Transaction<Tables>): Promise<number> {
  const { year } = await tx
    .selectFrom("wave")
    .select((select) => select.fn.max<number | null>("year").as("year"))
    .where("kind", "=", "annual")
    .where("state", "in", ["closed", "published"])
    .executeTakeFirstOrThrow();
  return year ?? 0;
}

async function needOpenYear(tx: Transaction<Tables>, year: number): Promise<void> {
  const settled = await settledYear(tx);
  if (year <= settled)
    throw new AppError(
      "conflict",
      `The waves up to ${settled} are closed, and their numbers stay under the rule of their time: let this version begin with ${settled + 1} or later, and restate the past beside it.`,
      { settled },
    );
}

/**
 * Hands a draft to a second person, with the reason and the first wave it is for. From now on nobody can change it.
 * @throws AppError `forbidden`, `not_found`, `conflict`, `invalid`
 */
export async function submitDraft(
  db: Database,
  scope: Scope,
  request: VersionName & { readonly reason: string; readonly effectiveWaveYear: number },
): Promise<DefinitionStepResult> {
  need(scope, "definitions.draft");
  const reason = needReason(request.reason);
  const { id, version, effectiveWaveYear } = request;
  return db.transaction().execute(async (tx): Promise<DefinitionStepResult> => {
    const record = await holdDefinition(tx, id, version);
    needStatus(record, "draft", "submitting it");
    const problems = obstacles(record.definition);
    if (problems.length > 0) return { ok: false, problems };
    await needOpenYear(tx, effectiveWaveYear);
    await tx
      .updateTable("index_definition")
      .set({ status: "review", note: reason, effective_wave_year: effectiveWaveYear })
      .where("id", "=", id)
      .where("version", "=", version)
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
  need(scope, "definitions.publish");
  const reason = needReason(request.reason);
  const { id, version } = request;
  await db.transaction().execute(async (tx) => {
    const record = await holdDefinition(tx, id, version);
    needStatus(record, "review", "returning it");
    await tx
      .updateTable("index_definition")
      .set({ status: "draft" })
      .where("id", "=", id)
      .where("version", "=", version)
      .execute();
    await noteStep(tx, record, "returned", scope.userId, reason);
  });
}

/**
 * Publishes a version in review, for good: nothing of it changes afterwards, and the numbers of its waves are read under
 * it. The second of two people does this, never one who drafted, changed or submitted it.
 * @throws AppError `forbidden`, `not_found`, `conflict`
 */
export async function publishDefinition(
  db: Database,
  scope: Scope,
  { id, version }: VersionName,
  at: Date,
): Promise<DefinitionStepResult> {
  need(scope, "definitions.publish");
  return db.transaction().execute(async (tx): Promise<DefinitionStepResult> => {
    const record = await holdDefinition(tx, id, version);
    needStatus(record, "review", "publishing it");
    if ((await handsIn(tx, record)).has(scope.userId))
      throw new AppError(
        "forbidden",
        "You had a hand in this version, so another person has to publish it: ask a colleague who may.",
      );
    const problems = obstacles(record.definition);
    if (problems.length > 0) return { ok: false, problems };
    await needOpenYear(tx, record.effectiveWaveYear ?? 0);
    await tx
      .updateTable("index_definition")
      .set({ status: "published", published_by: scope.userId, published_at: at })
      .where("id", "=", id)
      .where("version", "=", version)
      .execute();
    await noteStep(tx, record, "published", scope.userId);
    return { ok: true };
  });
}
