import { sql } from "kysely";
import type { Database } from "#server/database/connection.ts";
import { askedTopics } from "./asked-topic.ts";
import { currentLexicon, type LexiconVersion } from "./lexicon.ts";
import { taggerOf } from "./topic-tagger.ts";

/** Texts of one transaction. */
const BATCH = 2_000;

export type Tagging = {
  /** The lexicon in force. */
  readonly lexicon: LexiconVersion;
  /** Texts that are still tagged by an older one, or not at all. */
  readonly waiting: number;
};

async function tagBatch(db: Database, lexicon: LexiconVersion): Promise<number> {
  const tag = taggerOf(lexicon);
  const topicAsked = new Map<string, (item: string) => string | undefined>();
  return db.transaction().execute(async (tx) => {
    // never tagged first; whoever else tags at the same time takes other texts
    const texts = await tx
      .selectFrom("open_answer as o")
      .innerJoin("response as r", "r.id", "o.response_id")
      .select(["o.voice_id", "o.item", "o.masked", "r.questionnaire_id", "r.questionnaire_version"])
      .where((where) =>
        where.or([where("o.topics_version", "is", null), where("o.topics_version", "<", lexicon.version)]),
      )
      .orderBy("o.topics_version", (order) => order.asc().nullsFirst())
      .limit(BATCH)
      .forUpdate("o")
      .skipLocked()
      .execute();
    if (texts.length === 0) return 0;
    for (const { questionnaire_id: id, questionnaire_version: version } of texts)
      if (!topicAsked.has(`${id}@${version}`))
        topicAsked.set(`${id}@${version}`, await askedTopics(db, lexicon, { id, version }));
    const topics = texts.map(({ item, masked, questionnaire_id, questionnaire_version }) => {
      const asked = topicAsked.get(`${questionnaire_id}@${questionnaire_version}`)?.(item);
      return [...new Set([...(asked === undefined ? [] : [asked]), ...tag(masked)])].join(",");
    });
    await sql`
      update open_answer o set topics = string_to_array(t.topics, ','), topics_version = ${lexicon.version}
      from unnest(${texts.map((text) => text.voice_id)}::uuid[], ${topics}::text[]) as t (voice_id, topics)
      where o.voice_id = t.voice_id`.execute(tx);
    return texts.length;
  });
}

/**
 * Tags texts by the newest lexicon, those never tagged first.
 * @param most texts after which it stops; the rest is for the next call
 * @returns the lexicon, and how many still wait
 */
export async function tagAnswers(db: Database, most = Number.POSITIVE_INFINITY): Promise<Tagging> {
  const lexicon = await currentLexicon(db);
  for (let tagged = 0; tagged < most; ) {
    const batch = await tagBatch(db, lexicon);
    if (batch === 0) break;
    tagged += batch;
  }
  const { waiting } = await db
    .selectFrom("open_answer")
    .select((select) => select.fn.countAll<number>().as("waiting"))
    .where((where) =>
      where.or([where("topics_version", "is", null), where("topics_version", "<", lexicon.version)]),
    )
    .executeTakeFirstOrThrow();
  return { lexicon, waiting };
}
