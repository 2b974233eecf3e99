import { AppError } from "../app-error.ts";
import type { Core } from "./core.ts";
import type { Cube, QuestionnaireCubes } from "./cube.ts";
import type { Resident } from "./resident.ts";
import type { ResponseRelation } from "./response-relation.ts";

/** The analysis as it is now. @throws AppError `analysis_unavailable` before the first load */
export function residentOf({ resident }: Core): Resident {
  if (resident === undefined) {
    throw new AppError(
      "analysis_unavailable",
      "The analysis is not loaded yet: wait a moment, or run ov load.",
    );
  }
  return resident;
}

/** What the analysis holds of one questionnaire. */
export type QuestionnairePart = {
  readonly relation: ResponseRelation;
  readonly cubes: QuestionnaireCubes;
  /** The cube with every item's answer. */
  readonly first: Cube;
};

/** @throws AppError `not_found` when no version of the questionnaire is in use */
export function partOf(resident: Resident, questionnaire: string): QuestionnairePart {
  const relation = resident.relations.find(({ questionnaireId }) => questionnaireId === questionnaire);
  const cubes = resident.cubes.get(questionnaire);
  const first = cubes?.cubes[0];
  if (relation === undefined || cubes === undefined || first === undefined) {
    throw new AppError("not_found", `There is no questionnaire '${questionnaire}' in use.`, {
      questionnaire,
    });
  }
  return { relation, cubes, first };
}

/** @throws AppError `invalid` naming the items the questionnaire does not have */
export function refuseUnknownItems(relation: ResponseRelation, items: ReadonlySet<string>): void {
  const known = new Set(relation.codeBook.map(({ item }) => item));
  const unknown = [...items].filter((item) => !known.has(item));
  if (unknown.length === 0) return;
  throw new AppError(
    "invalid",
    `Questionnaire ${relation.questionnaireId} has no item ${unknown.join(", ")}: leave it out, or ask about another questionnaire.`,
    { unknown },
  );
}
