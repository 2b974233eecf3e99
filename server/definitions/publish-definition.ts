import type { Transaction } from "kysely";
import { check } from "#analytics/check.ts";
import type { DefinitionProblem } from "#analytics/definition-problem.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { Scope } from "#server/scope/scope.ts";
import { type StepResult, twoPersonFlow } from "#server/versions/two-person-flow.ts";
import type { VersionName } from "#server/versions/version.ts";
import { type DefinitionRecord, holdDefinition } from "./definition-record.ts";

export type DefinitionStepResult = StepResult<DefinitionProblem>;

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

/** Versions of an index definition on their way to being the rule. */
export const DEFINITION_FLOW = twoPersonFlow<DefinitionRecord, DefinitionProblem>({
  kind: "definition",
  table: "index_definition",
  drafting: "definitions.draft",
  publishing: "definitions.publish",
  reasonIsFor: "it goes into the annual report",
  hold: (tx, { id, version }) => holdDefinition(tx, id, version),
  obstacles: async (_, { definition }) => check(definition).filter(({ severity }) => severity === "error"),
  beforePublishing: (tx, { effectiveWaveYear }) => needOpenYear(tx, effectiveWaveYear ?? 0),
});

/** As of every version: gives one in review back, or publishes it for good. */
export const { sendBack: returnToDraft, publish: publishDefinition } = DEFINITION_FLOW;

/**
 * Hands a draft to a second person, with the reason and the first wave it is for. From now on nobody can change it.
 * @throws AppError `forbidden`, `not_found`, `conflict`, `invalid`
 */
export function submitDraft(
  db: Database,
  scope: Scope,
  request: VersionName & { readonly reason: string; readonly effectiveWaveYear: number },
): Promise<DefinitionStepResult> {
  const { id, version, effectiveWaveYear } = request;
  return DEFINITION_FLOW.submit(db, scope, request, async (tx) => {
    await needOpenYear(tx, effectiveWaveYear);
    await tx
      .updateTable("index_definition")
      .set({ effective_wave_year: effectiveWaveYear })
      .where("id", "=", id)
      .where("version", "=", version)
      .execute();
  });
}
