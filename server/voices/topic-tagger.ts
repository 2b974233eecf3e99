import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { processSingleton } from "#server/process-singleton.ts";
import type { TopicLexicon } from "#surveys/topics/topic-lexicon.ts";
import type { LexiconVersion } from "./lexicon.ts";

/** The topics a text speaks of, in the order of the lexicon. */
export type Tagger = (text: string) => readonly string[];

/** Frequency given to a lexicon's words the dictionary does not know, so that they are cut out whole. */
const WHOLE = 20_000;

/**
 * A tagger over word segmentation: 上门 is found in 师傅上门 and not in 楼上门窗, 卫生 not in 卫生间. Making one loads the dictionary, half a
 * second; so keep it.
 */
export function makeTagger({ topics }: TopicLexicon): Tagger {
  const jieba = Jieba.withDict(dict);
  const words = new Set(topics.flatMap((topic) => topic.words));
  const unknown = [...words].filter((word) => jieba.cut(word, false).length > 1);
  if (unknown.length > 0)
    jieba.loadDict(Buffer.from(unknown.map((word) => `${word} ${WHOLE} n`).join("\n"), "utf8"));
  const topicsOf = new Map(
    [...words].map((word) => [word, topics.filter((topic) => topic.words.includes(word))]),
  );
  return (text) => {
    const found = new Set<string>();
    for (const token of jieba.cut(text, false)) for (const { id } of topicsOf.get(token) ?? []) found.add(id);
    return topics.flatMap(({ id }) => (found.has(id) ? [id] : []));
  };
}

/** The tagger of a version, made once a process; the last two are kept. */
export function taggerOf(lexicon: LexiconVersion): Tagger {
  const kept = processSingleton("topic-taggers", () => new Map<string, Tagger>());
  const key = `${lexicon.version}/${JSON.stringify(lexicon.topics)}`;
  const known = kept.get(key);
  if (known) return known;
  const made = makeTagger(lexicon);
  kept.set(key, made);
  for (const oldest of kept.keys()) {
    if (kept.size <= 2) break;
    kept.delete(oldest);
  }
  return made;
}
