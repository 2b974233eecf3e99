import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { type CompiledQuestionnaire, compileQuestionnaire } from "#surveys/compile-questionnaire.ts";
import { questionnaireSchema } from "#surveys/questionnaires/schema.ts";

/** The questionnaire a wave asks, as it is on the record. @throws AppError `not_found` */
export async function waveQuestionnaire(db: Database, waveId: number): Promise<CompiledQuestionnaire> {
  const row = await db
    .selectFrom("wave")
    .innerJoin("questionnaire", (join) =>
      join
        .onRef("questionnaire.id", "=", "wave.questionnaire_id")
        .onRef("questionnaire.version", "=", "wave.questionnaire_version"),
    )
    .select("questionnaire.definition")
    .where("wave.id", "=", waveId)
    .executeTakeFirst();
  if (!row) throw new AppError("not_found", "There is no such wave: choose one from the list.");
  return compileQuestionnaire(questionnaireSchema.parse(row.definition));
}
