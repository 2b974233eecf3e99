import { describe, expect, it } from "vitest";
import { ANNUAL } from "../questionnaires/registry.ts";
import { OWNER_TOPICS } from "./shipped-topics.ts";
import { topicLexicon } from "./topic-lexicon.ts";

describe("the lexicon of topics", () => {
  it("has a topic for every dimension of service, product and community, under the same port", () => {
    const asked = new Map(
      ANNUAL.questionnaire.questions.flatMap(({ dimension, port }) =>
        dimension === undefined || dimension.startsWith("O") ? [] : [[dimension, port] as const],
      ),
    );
    expect(OWNER_TOPICS.topics.map(({ id }) => id).toSorted()).toEqual([...asked.keys()].toSorted());
    expect(OWNER_TOPICS.topics.reduce((sum, { words }) => sum + words.length, 0)).toBeGreaterThan(250);
  });

  it("refuses a word twice in a topic, a topic twice, a single sign and spaces", () => {
    const [first, second] = OWNER_TOPICS.topics;
    if (!first || !second) throw new Error("the lexicon has lost its topics");
    const wrong = [
      [{ ...first, words: ["报修", "报修"] }],
      [first, { ...second, id: first.id }],
      [{ ...first, words: ["修"] }],
      [{ ...first, words: ["报 修"] }],
      [{ ...first, words: [] }],
      [],
    ];
    for (const topics of wrong) expect(topicLexicon.safeParse({ topics }).success).toBe(false);
  });
});
