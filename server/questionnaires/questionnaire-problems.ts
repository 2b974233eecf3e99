import type { Transaction } from "kysely";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import { formProblems } from "#server/waves/form-problems.ts";
import { readWaveSettings } from "#server/waves/settings.ts";
import { checkQuestionnaire } from "#surveys/check-questionnaire.ts";
import { checkSuccession } from "#surveys/check-succession.ts";
import type { Problem } from "#surveys/problem.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { checkWeights, itemWeights } from "./item-weights.ts";
import { isSettled, type QuestionnaireRecord, questionnaireRecords } from "./questionnaire-record.ts";

/** Something wrong with a version; an error keeps it from being published. */
export type StudioProblem = Problem & { readonly severity: "error" | "warning" };

/** What the versions before a draft say about it. */
export type Ancestry = {
  /** Published versions, the newest first. */
  readonly earlier: readonly Questionnaire[];
  readonly base: Questionnaire | undefined;
  /** The highest version number each item code ever had. */
  readonly used: ReadonlyMap<string, number>;
};

/** Reads the versions a draft has to go with. */
export async function ancestryOf(
  db: Database | Transaction<Tables>,
  { id, version, basedOn }: Pick<QuestionnaireRecord, "id" | "version" | "basedOn">,
): Promise<Ancestry> {
  const records = (await questionnaireRecords(db, id)).filter((record) => record.version !== version);
  const settled = records.filter(isSettled);
  const used = new Map<string, number>();
  for (const { questionnaire } of settled)
    for (const { code, itemVersion } of questionnaire.questions)
      used.set(code, Math.max(used.get(code) ?? 0, itemVersion));
  return {
    earlier: settled.filter((record) => record.version < version).map(({ questionnaire }) => questionnaire),
    base: records.find((record) => record.version === basedOn)?.questionnaire,
    used,
  };
}

/** Everything that is wrong with a version or worth knowing before it is published, each with its remedy. */
export async function studioProblems(
  db: Database | Transaction<Tables>,
  questionnaire: Questionnaire,
  { earlier, base }: Ancestry,
): Promise<readonly StudioProblem[]> {
  const own: readonly Problem[] = [
    ...checkQuestionnaire(questionnaire),
    ...checkSuccession(questionnaire, earlier),
    ...formProblems(questionnaire, await readWaveSettings(db)),
  ];
  return [
    ...own.map((problem): StudioProblem => ({ ...problem, severity: "error" })),
    ...checkWeights(questionnaire, base, await itemWeights(db)),
  ];
}
