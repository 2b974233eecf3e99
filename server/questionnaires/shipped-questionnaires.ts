import type { Database } from "#server/database/connection.ts";
import { QUESTIONNAIRES } from "#surveys/questionnaires/registry.ts";
import { questionnaireHash } from "./questionnaire-hash.ts";

/**
 * Puts the questionnaires that come with the product on the record, published; those that are there stay as they are.
 * To be called at every start: whoever uses a version finds it on the record, whether it was shipped or made here.
 */
export async function ensureShippedQuestionnaires(db: Database): Promise<void> {
  for (const questionnaire of QUESTIONNAIRES)
    await db
      .insertInto("questionnaire")
      .values({
        id: questionnaire.id,
        version: questionnaire.version,
        status: "published",
        definition: JSON.stringify(questionnaire),
        hash: questionnaireHash(questionnaire),
        note: "Comes with OwnerVoice.",
        published_by: "shipped",
        published_at: new Date(),
      })
      .onConflict((conflict) => conflict.columns(["id", "version"]).doNothing())
      .execute();
}
