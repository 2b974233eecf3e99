import { z } from "zod";
import { SERVICE_PORTS } from "../service-port.ts";

const word = z
  .string()
  .trim()
  .min(2, "a word has at least two signs: one alone stands in too many others")
  .max(12, "a word has at most twelve signs: split it")
  .regex(/^[\p{Script=Han}\p{L}\p{N}]+$/u, "a word is signs and digits without spaces");

const topic = z.strictObject({
  /** The indicator it stands beside, e.g. D4. */
  id: z.string().regex(/^[A-Z][A-Z0-9]{0,11}$/, "a topic's id is capital letters and digits"),
  title: z.strictObject({ zh: z.string().trim().min(1).max(20), en: z.string().trim().min(1).max(40) }),
  port: z.enum(SERVICE_PORTS).nullable(),
  words: z.array(word).min(1).max(400),
});

/** Topics owners speak of, each with the words that name it. A word may stand for two topics, within one it stands once. */
export const topicLexicon = z.strictObject({
  topics: z
    .array(topic)
    .min(1)
    .max(60)
    .refine(
      (topics) => new Set(topics.map(({ id }) => id)).size === topics.length,
      "two topics have the same id: keep one",
    )
    .refine(
      (topics) => topics.every(({ words }) => new Set(words).size === words.length),
      "a topic names a word twice: keep one",
    ),
});

export type TopicLexicon = z.infer<typeof topicLexicon>;
export type LexiconTopic = TopicLexicon["topics"][number];
