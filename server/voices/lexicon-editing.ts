import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import { isUniqueViolation } from "#server/database/is-unique-violation.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { type LexiconTopic, topicLexicon } from "#surveys/topics/topic-lexicon.ts";
import { currentLexicon } from "./lexicon.ts";
import { makeTagger, taggerOf } from "./topic-tagger.ts";
import { voiceCut, voicesIn } from "./voice-cut.ts";
import { readTexts } from "./voice-texts.ts";
import { voicesQuery } from "./voices-view.ts";

export const lexiconPreviewQuery = voicesQuery.extend({ topics: topicLexicon.shape.topics });
export const lexiconDraft = z.strictObject({
  /** The version it was made from. */
  from: z.int().positive(),
  topics: topicLexicon.shape.topics,
  note: z.string().trim().min(1).max(200),
});

export type LexiconView = {
  readonly version: number;
  readonly topics: readonly LexiconTopic[];
  readonly history: readonly {
    readonly version: number;
    readonly note: string | null;
    readonly by: string | null;
    readonly at: string;
    readonly words: number;
  }[];
};

/** Texts of a preview that are tagged otherwise, at most. */
const EXAMPLES = 12;
/** Texts a preview is made over, at most; they come in a random order. */
const PREVIEWED = 20_000;

export type LexiconPreview = {
  /** Texts looked at, and how many of them change topic. */
  readonly texts: number;
  readonly changed: number;
  readonly topics: readonly { readonly id: string; readonly before: number; readonly after: number }[];
  readonly examples: readonly {
    readonly id: string;
    readonly text: string;
    readonly added: readonly string[];
    readonly removed: readonly string[];
  }[];
};

/** The lexicon in force and how it came to be. @throws AppError `forbidden` below headquarters */
export async function lexiconView(db: Database, scope: Scope): Promise<LexiconView> {
  need(scope, "voices.curate");
  const lexicon = await currentLexicon(db);
  const rows = await db
    .selectFrom("topic_lexicon as l")
    .leftJoin("user as u", "u.id", "l.made_by")
    .select(["l.version", "l.note", "l.made_at", "l.topics", "u.name"])
    .orderBy("l.version", "desc")
    .limit(20)
    .execute();
  return {
    ...lexicon,
    history: rows.map((row) => ({
      version: row.version,
      note: row.note,
      by: row.name,
      at: row.made_at.toISOString(),
      words: (row.topics as unknown as LexiconTopic[]).reduce((sum, { words }) => sum + words.length, 0),
    })),
  };
}

/**
 * What a lexicon would change among the words of a unit and wave, before corrections by hand, which stand anyway.
 * @throws AppError `forbidden` below headquarters, `not_found` for a unit or wave that is not the asker's
 */
export async function previewLexicon(
  sources: Sources,
  scope: Scope,
  { topics, ...query }: z.infer<typeof lexiconPreviewQuery>,
): Promise<LexiconPreview> {
  need(scope, "voices.curate");
  const cut = await voiceCut(sources, scope, query);
  if (!voicesIn(cut.now, cut.unit.id)) return { texts: 0, changed: 0, topics: [], examples: [] };
  const { texts } = await readTexts(sources, cut, { limit: PREVIEWED });
  const [was, would] = [taggerOf(cut.tagging.lexicon), makeTagger({ topics })];
  const ids = [...new Set([...cut.tagging.lexicon.topics, ...topics].map(({ id }) => id))];
  const counts = new Map(ids.map((id) => [id, { before: 0, after: 0 }]));
  const differing = texts.flatMap(({ id, text }) => {
    const [before, after] = [was(text), would(text)];
    for (const topic of before) (counts.get(topic) as { before: number }).before += 1;
    for (const topic of after) (counts.get(topic) as { after: number }).after += 1;
    const added = after.filter((topic) => !before.includes(topic));
    const removed = before.filter((topic) => !after.includes(topic));
    return added.length + removed.length > 0 ? [{ id, text, added, removed }] : [];
  });
  return {
    texts: texts.length,
    changed: differing.length,
    topics: ids.map((id) => ({ id, ...(counts.get(id) as { before: number; after: number }) })),
    examples: differing.slice(0, EXAMPLES),
  };
}

/**
 * Puts a new version of the lexicon in force; every text is tagged again by it, corrections by hand stand.
 * @returns its number
 * @throws AppError `forbidden` below headquarters, `conflict` when somebody else published meanwhile
 */
export async function publishLexicon(
  db: Database,
  scope: Scope,
  { from, topics, note }: z.infer<typeof lexiconDraft>,
): Promise<number> {
  need(scope, "voices.curate");
  const { version } = await currentLexicon(db);
  const behind = new AppError(
    "conflict",
    "Somebody published another version meanwhile: reload it and make your changes again.",
  );
  if (version !== from) throw behind;
  try {
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto("topic_lexicon")
        .values({ version: version + 1, topics: JSON.stringify(topics), note, made_by: scope.userId })
        .execute();
      await writeAudit(tx, {
        action: "lexicon.published",
        actorId: scope.userId,
        subject: `lexicon:${version + 1}`,
        detail: { words: topics.reduce((sum, { words }) => sum + words.length, 0) },
      });
    });
  } catch (failure) {
    if (isUniqueViolation(failure)) throw behind;
    throw failure;
  }
  return version + 1;
}
