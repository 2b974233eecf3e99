import { expect, test } from "vitest";
import { checkQuestionnaire } from "./check-questionnaire.ts";
import type { Option, Question, Questionnaire } from "./question.ts";
import { QUESTIONNAIRES } from "./questionnaires/registry.ts";
import { SATISFACTION_SCALE } from "./satisfaction-scale.ts";

function text(zh: string) {
  return { zh, en: `${zh} in English` };
}

function rating(code: string, over: Partial<Question> = {}): Question {
  return {
    code,
    itemVersion: 1,
    kind: "rating5",
    title: text("满意吗"),
    short: text(code),
    phases: ["P", "R"],
    scaleLabels: SATISFACTION_SCALE,
    dimension: "O1",
    port: "sales",
    core: true,
    ...over,
  };
}

const YES: Option = { value: "yes", label: text("有") };
const NO: Option = { value: "no", label: text("没有") };

function choice(code: string, options: readonly Option[], over: Partial<Question> = {}): Question {
  return rating(code, { kind: "single", dimension: undefined, scaleLabels: undefined, options, ...over });
}

function questionnaire(questions: readonly Question[], over: Partial<Questionnaire> = {}): Questionnaire {
  const items = questions.map((question) => question.code);
  return {
    id: "trial",
    version: 1,
    title: text("试卷"),
    minutes: 1,
    overall: "A1",
    sections: [{ id: "all", title: text("全部"), step: "together", items }],
    questions,
    ...over,
  };
}

/** The problems of a questionnaire that holds a sound overall item and the given questions. */
function problemsWith(...questions: readonly Question[]): readonly string[] {
  return checkQuestionnaire(questionnaire([rating("A1"), ...questions])).map(
    ({ code, item }) => `${item} ${code}`,
  );
}

test.each(QUESTIONNAIRES)("the shipped questionnaire $id holds to every rule", (shipped) => {
  expect(checkQuestionnaire(shipped)).toEqual([]);
});

test("the small questionnaire of these tests holds to every rule", () => {
  expect(
    problemsWith(choice("A2", [YES, NO]), rating("A3", { showWhen: { item: "A2", values: ["yes"] } })),
  ).toEqual([]);
});

test("braces are banned in every text", () => {
  expect(problemsWith(rating("A2", { title: text("{A1}满意吗") }))).toEqual(["A2 braces"]);
  expect(problemsWith(rating("A2", { hint: { zh: "好", en: "x}" } }))).toEqual(["A2 braces"]);
  expect(problemsWith(choice("A2", [YES, { ...NO, label: text("没有{") }]))).toEqual(["A2 braces"]);
  expect(problemsWith(rating("A2", { followUp: { atMost: 2, prompt: text("{x}") } }))).toEqual(["A2 braces"]);
  const title = questionnaire([rating("A1")], { title: text("{A1}") });
  expect(checkQuestionnaire(title).map(({ item, code }) => [item, code])).toEqual([["", "braces"]]);
  const section = { id: "all", title: text("{A1}"), step: "together", items: ["A1"] } as const;
  expect(
    checkQuestionnaire(questionnaire([rating("A1")], { sections: [section] })).map(({ item }) => item),
  ).toEqual(["all"]);
});

test("a scored item belongs to a dimension, anything else to none", () => {
  expect(problemsWith(rating("A2", { dimension: undefined }))).toEqual(["A2 dimension"]);
  expect(problemsWith(rating("A2", { dimension: undefined, scored: false }))).toEqual([]);
  expect(problemsWith(rating("A2", { scored: false }))).toEqual(["A2 dimension"]);
  expect(problemsWith(choice("A2", [YES, NO], { dimension: "O1" }))).toEqual(["A2 dimension"]);
  const known = checkQuestionnaire(questionnaire([rating("A1", { dimension: "X9" })]), new Set(["O1"]));
  expect(known.map(({ code }) => code)).toEqual(["unknown-dimension"]);
});

test("codes are unique and every question has one place", () => {
  expect(problemsWith(rating("A2"), rating("A2"))).toContain("A2 code");
  const two = [rating("A1"), rating("A2")];
  const placed = (...sections: readonly (readonly string[])[]) =>
    checkQuestionnaire(
      questionnaire(two, {
        sections: sections.map((items, index) => ({
          id: `s${index}`,
          title: text("部分"),
          step: "together",
          items,
        })),
      }),
    ).map(({ code, item }) => `${item} ${code}`);
  expect(placed(["A1"], ["A2"])).toEqual([]);
  expect(placed(["A1"])).toEqual(["A2 section"]);
  expect(placed(["A1", "A2", "A3"])).toEqual(["A3 section"]);
  expect(placed(["A2", "A1"])).toEqual([" order"]);
  expect(placed(["A1", "A2", "A2"])).toEqual([" order"]);
});

test("a condition names an answer of an earlier question that is asked wherever it is needed", () => {
  const later = (over: Partial<Question>) => problemsWith(choice("A2", [YES, NO]), rating("A3", over));
  expect(later({ showWhen: { item: "A9", values: ["yes"] } })).toEqual(["A3 condition"]);
  expect(later({ showWhen: { item: "A3", values: ["1"] } })).toEqual(["A3 condition"]);
  expect(later({ showWhen: { item: "A2", values: ["perhaps"] } })).toEqual(["A3 condition"]);
  expect(later({ showWhen: { item: "A1", values: ["6"] } })).toEqual(["A3 condition"]);
  expect(later({ showWhen: { item: "A1", values: ["1", "NA"] } })).toEqual([]);
  expect(later({ showWhen: { item: "A2", values: ["yes"] }, phases: ["P", "O"] })).toContain("A3 condition");
  const subject = choice("A2", [YES, NO], { core: false });
  expect(problemsWith(subject, rating("A3", { showWhen: { item: "A2", values: ["yes"] } }))).toEqual([
    "A3 condition",
  ]);
});

test("options are there where they are needed, unique, and enough for every phase", () => {
  expect(problemsWith(choice("A2", []))).toEqual(["A2 options"]);
  expect(problemsWith(rating("A2", { options: [YES, NO] }))).toEqual(["A2 options"]);
  expect(problemsWith(choice("A2", [YES, { ...NO, value: "yes" }]))).toEqual(["A2 options"]);
  expect(problemsWith(choice("A2", [YES, { ...NO, label: { zh: "有", en: "No" } }]))).toEqual(["A2 options"]);
  expect(problemsWith(choice("A2", [YES, { ...NO, phases: ["P"] }]))).toEqual(["A2 option-phase"]);
  expect(problemsWith(choice("A2", [YES, NO, { value: "x", label: text("其他"), phases: ["O"] }]))).toEqual([
    "A2 option-phase",
  ]);
});

test("choices have sane limits", () => {
  expect(problemsWith(choice("A2", [YES, NO], { kind: "multi", maxChoices: 3 }))).toEqual(["A2 choices"]);
  expect(problemsWith(choice("A2", [YES, NO], { maxChoices: 1 }))).toEqual(["A2 choices"]);
  expect(problemsWith(choice("A2", [YES, { ...NO, exclusive: true }]))).toEqual(["A2 choices"]);
  expect(problemsWith(choice("A2", [YES, { ...NO, ends: true }]))).toEqual([]);
  expect(problemsWith(choice("A2", [YES, { ...NO, ends: true }], { kind: "multi" }))).toEqual(["A2 ends"]);
  const conditional = { showWhen: { item: "A1", values: ["1"] } };
  expect(problemsWith(choice("A2", [YES, { ...NO, ends: true }], conditional))).toEqual(["A2 ends"]);
});

test("scales have the labels of their kind", () => {
  expect(problemsWith(rating("A2", { scaleLabels: SATISFACTION_SCALE.slice(1) }))).toEqual(["A2 scale"]);
  expect(problemsWith(rating("A2", { kind: "nps" }))).toEqual(["A2 scale"]);
  expect(problemsWith(choice("A2", [YES, NO], { scaleLabels: SATISFACTION_SCALE }))).toEqual(["A2 scale"]);
  expect(problemsWith(choice("A2", [YES, NO], { aside: "dontKnow" }))).toEqual(["A2 aside"]);
  expect(problemsWith(rating("A2", { followUp: { atMost: 6, prompt: text("说说") } }))).toEqual([
    "A2 follow-up",
  ]);
});

test("the overall item is a core rating everybody is asked", () => {
  const overall = (item: Question) =>
    checkQuestionnaire(questionnaire([item, rating("A2")])).map(({ code }) => code);
  expect(overall(rating("A1", { core: false }))).toEqual(["overall"]);
  expect(overall(rating("A1", { phases: ["P"] }))).toEqual(["overall"]);
  expect(overall(rating("A1", { recency: { since: "signing", months: 6 } }))).toEqual(["overall"]);
  expect(overall(rating("A3"))).toEqual(["overall"]);
});

test("one contact permission is enough", () => {
  const consent = { kind: "consent", dimension: undefined, scaleLabels: undefined } as const;
  expect(problemsWith(rating("A2", consent), rating("A3", consent))).toEqual(["A3 consent"]);
});
