import { createHash } from "node:crypto";
import type { PassportView } from "#server/indicators/reading-view.ts";
import { FEWEST_WRITERS, type VoiceCut } from "./voice-cut.ts";

/** Names the lexicon of topics where definitions are named. */
const LEXICON = "owner-topics";

const TITLE = { zh: "话题词表", en: "Topic lexicon" };

const METHOD = {
  zh: "话题由词表从原话里认出，人工改过的照改；一位业主不论写几条、提几次，一个话题只算一次；占比为提到话题的业主占写了话的业主，不加权；区间为 Wilson 95%；与上期的差用合并占比的得分检验，区间为 Newcombe，同一单位的全部话题一起按 BH 校正；写话不足 10 位的单位不单独计数。",
  en: "The lexicon recognises topics in the owners' words, corrections by hand stand; an owner counts once for a topic, however often it is named; shares are of owners who wrote, unweighted, with Wilson 95% intervals; changes since the wave before by the score test with pooled shares and Newcombe's interval, adjusted by Benjamini–Hochberg over all topics of the unit; units in which fewer than 10 wrote are not counted by themselves.",
};

/**
 * How counts of topics came about: by which lexicon, from which state of the words, of how many who wrote.
 * @param n owners who wrote and may be counted; null where they are too few
 * @param level of q from which on a change is told
 * @param now the moment the words were counted: they are read from the record itself
 */
export function voicesPassport(
  { tagging, version, unit, now: { wave } }: Pick<VoiceCut, "tagging" | "version" | "unit" | "now">,
  n: number | null,
  level: number,
  now: Date,
): PassportView {
  const { lexicon } = tagging;
  const sha = (text: string) => createHash("sha256").update(text).digest("hex");
  return {
    definition: {
      id: LEXICON,
      version: lexicon.version,
      hash: sha(JSON.stringify(lexicon.topics)),
      title: TITLE,
      minimumAnswers: FEWEST_WRITERS,
    },
    restatedFrom: null,
    data: { version: sha(version).slice(0, 16), asOf: now.toISOString() },
    frame: null,
    wave,
    filters: { unit: unit.code },
    n,
    population: null,
    exclusions: null,
    measure: "topics",
    estimand: "unweighted",
    inference: "process",
    confidence: 0.95,
    verdicts: { q: level, points: null, shares: null },
    organisation: "then",
    method: METHOD,
  };
}
