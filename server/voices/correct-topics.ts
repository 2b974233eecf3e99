import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import { treeOn } from "#server/scope/org-tree.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { sightOn } from "#server/scope/sight.ts";
import { currentLexicon } from "./lexicon.ts";

export const topicCorrection = z.strictObject({
  id: z.uuid(),
  topic: z.string().min(1).max(12),
  /** Whether the text is to have the topic. */
  has: z.boolean(),
});
export type TopicCorrection = z.infer<typeof topicCorrection>;

/**
 * Gives a text a topic or takes one away, by hand. What the lexicon says by itself needs no correction, so going back to it
 * removes the mark; any other stands whatever lexicon comes later.
 * @throws AppError `forbidden` below headquarters, `not_found` for words or a topic that are not there
 */
export async function correctTopic(
  db: Database,
  scope: Scope,
  { id, topic, has }: TopicCorrection,
): Promise<void> {
  need(scope, "voices.curate");
  const { topics } = await currentLexicon(db);
  if (!topics.some((each) => each.id === topic))
    throw new AppError("not_found", "There is no such topic in the lexicon: choose one from its list.");
  await db.transaction().execute(async (tx) => {
    const text = await tx
      .selectFrom("open_answer as o")
      .innerJoin("response as r", "r.id", "o.response_id")
      .innerJoin("wave as w", "w.id", "r.wave_id")
      .select(["o.topics", "r.project_id", "w.cutoff_on"])
      .where("o.voice_id", "=", id)
      .forUpdate("o")
      .executeTakeFirst();
    const sight = text && sightOn(scope, await treeOn(db, text.cutoff_on));
    if (!text || !sight?.readable.has(text.project_id))
      throw new AppError("not_found", "There are no such words: reload the list.");
    if (text.topics.includes(topic) === has)
      await tx.deleteFrom("topic_correction").where("voice_id", "=", id).where("topic", "=", topic).execute();
    else
      await tx
        .insertInto("topic_correction")
        .values({ voice_id: id, topic, verdict: has ? "add" : "remove", corrected_by: scope.userId })
        .onConflict((conflict) =>
          conflict.columns(["voice_id", "topic"]).doUpdateSet((excluded) => ({
            verdict: excluded.ref("excluded.verdict"),
            corrected_by: excluded.ref("excluded.corrected_by"),
            corrected_at: excluded.ref("excluded.corrected_at"),
          })),
        )
        .execute();
    await writeAudit(tx, {
      action: "voice.corrected",
      actorId: scope.userId,
      subject: `voice:${id}`,
      detail: { topic, has },
    });
  });
}
