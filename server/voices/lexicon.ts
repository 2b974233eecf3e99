import type { Database } from "#server/database/connection.ts";
import { OWNER_TOPICS } from "#surveys/topics/shipped-topics.ts";
import { type TopicLexicon, topicLexicon } from "#surveys/topics/topic-lexicon.ts";

/** A version of the lexicon as texts are tagged by. */
export type LexiconVersion = TopicLexicon & { readonly version: number };

/** The newest version; a record without one gets the shipped lexicon as its first. */
export async function currentLexicon(db: Database): Promise<LexiconVersion> {
  const newest = () =>
    db
      .selectFrom("topic_lexicon")
      .select(["version", "topics"])
      .orderBy("version", "desc")
      .limit(1)
      .executeTakeFirst();
  const row = await newest();
  if (row) return { version: row.version, ...topicLexicon.parse({ topics: row.topics }) };
  await db
    .insertInto("topic_lexicon")
    .values({ version: 1, topics: JSON.stringify(OWNER_TOPICS.topics), note: "Comes with OwnerVoice." })
    .onConflict((conflict) => conflict.column("version").doNothing())
    .execute();
  return currentLexicon(db);
}
