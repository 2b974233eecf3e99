import { expect, test } from "vitest";
import { checkQuestionnaire } from "./check-questionnaire.ts";
import { compileQuestionnaire } from "./compile-questionnaire.ts";
import { blockFor, blocksOf } from "./item-block.ts";
import type { Questionnaire } from "./question.ts";
import { ANNUAL } from "./questionnaires/registry.ts";

const { questionnaire } = ANNUAL;
/** The year-end survey with the items that are not core dealt into two blocks in turn, screened ones with their screener. */
const SPLIT: Questionnaire = {
  ...questionnaire,
  questions: questionnaire.questions.map((question, place) =>
    question.core ? question : { ...question, block: place % 2 === 0 ? "A" : "B" },
  ),
};

test("a home belongs to one block for ever, and blocks are of equal size", () => {
  expect(blocksOf(questionnaire)).toEqual([]);
  expect(blockFor(questionnaire, "anybody")).toBeUndefined();
  const counts = new Map<string | undefined, number>();
  for (let home = 0; home < 4_000; home++) {
    const block = blockFor(SPLIT, `home-${home}`);
    expect(blockFor(SPLIT, `home-${home}`)).toBe(block);
    counts.set(block, (counts.get(block) ?? 0) + 1);
  }
  expect([...counts.keys()].toSorted()).toEqual(["A", "B"]);
  // five standard deviations of a fair coin
  expect(Math.abs((counts.get("A") ?? 0) - 2_000)).toBeLessThan(160);
});

test("in the split form a home is asked the core and its own block, and together blocks ask everything", () => {
  const compiled = compileQuestionnaire(SPLIT);
  const asked = (form: "full" | "short" | "split", block?: string) =>
    new Set(
      compiled
        .stepsFor({ phase: "R", form, ...(block === undefined ? {} : { block }) })
        .map(({ question }) => question.code),
    );
  const [all, core, a, b] = [asked("full"), asked("short"), asked("split", "A"), asked("split", "B")];
  expect(new Set([...a, ...b])).toEqual(all);
  expect(new Set([...a].filter((code) => b.has(code)))).toEqual(core);
  expect(a.size).toBeLessThan(all.size);
  expect(asked("split")).toEqual(all);
});

test("a single block and a core item in a block are no plan", () => {
  const problems = (change: (code: string) => string | undefined) =>
    checkQuestionnaire({
      ...questionnaire,
      questions: questionnaire.questions.map((question) => {
        const block = change(question.code);
        return block === undefined ? question : { ...question, block };
      }),
    }).map(({ code, item }) => `${item} ${code}`);
  expect(problems((code) => (code === "Y02" ? "A" : undefined))).toEqual(["Y02 block"]);
  expect(problems((code) => ({ Y01: "A", Y02: "B" })[code])).toEqual(["Y01 block"]);
});
