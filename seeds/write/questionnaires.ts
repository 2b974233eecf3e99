import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import type { Questionnaire } from "#surveys/question.ts";

/** Writes shipped questionnaires as published versions, where they are not yet there. */
export async function writeQuestionnaires(
  client: PoolClient,
  questionnaires: readonly Questionnaire[],
): Promise<void> {
  for (const questionnaire of questionnaires) {
    const text = JSON.stringify(questionnaire);
    await client.query(
      `insert into questionnaire (id, version, status, definition, hash, published_by, published_at)
       values ($1, $2, 'published', $3, $4, 'shipped', now()) on conflict do nothing`,
      [questionnaire.id, questionnaire.version, text, createHash("sha256").update(text).digest("hex")],
    );
  }
}
