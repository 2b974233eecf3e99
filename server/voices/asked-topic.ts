import type { Database } from "#server/database/connection.ts";
import { questionnaireOf } from "#server/indicators/breaks.ts";
import type { TopicLexicon } from "#surveys/topics/topic-lexicon.ts";

/** What follows an item's code where its answer opened a box for words. */
const BOX = /_(why|other)$/;

/**
 * The topic a question itself gives to what is written under it: words after a low mark for the outcome of a complaint
 * speak of complaints, whatever words they choose. Undefined for a question about everything.
 */
export async function askedTopics(
  db: Database,
  { topics }: TopicLexicon,
  questionnaire: { readonly id: string; readonly version: number },
): Promise<(item: string) => string | undefined> {
  const asked = await questionnaireOf(db, questionnaire.id, questionnaire.version);
  const known = new Set(topics.map(({ id }) => id));
  const dimensions = new Map(asked?.questions.map(({ code, dimension }) => [code, dimension]));
  return (item) => {
    const dimension = BOX.test(item) ? dimensions.get(item.replace(BOX, "")) : undefined;
    return dimension !== undefined && known.has(dimension) ? dimension : undefined;
  };
}
