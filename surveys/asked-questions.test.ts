import { expect, test } from "vitest";
import { askedQuestions } from "./asked-questions.ts";
import type { Question, Questionnaire } from "./question.ts";

const text = (word: string) => ({ zh: `${word}。`, en: `${word}.` });

function question(code: string, more: Partial<Question>): Question {
  return {
    code,
    itemVersion: 1,
    kind: "rating5",
    title: text(code),
    short: text(code),
    phases: ["P", "R", "S", "O"],
    port: "service",
    core: true,
    ...more,
  };
}

const SURVEY: Questionnaire = {
  id: "annual",
  version: 3,
  title: text("survey"),
  minutes: 5,
  overall: "A1",
  sections: [{ id: "s", title: text("living"), step: "living" as never, items: ["A1", "A2", "A3"] }],
  questions: [
    question("A1", {
      title: { zh: "您对【project】满意吗？", en: "Are you satisfied with 【project】?" },
      scaleLabels: [text("low"), text("high")],
      aside: "notApplicable",
      itemVersion: 2,
    }),
    question("A2", { kind: "yesNo", phases: ["S"] }),
    question("A3", {
      kind: "single",
      showWhen: { item: "A2", values: ["yes"] },
      options: [
        { value: "a", label: text("a") },
        { value: "b", label: text("b"), retired: true },
      ],
    }),
    question("A4", { kind: "nps", scaleLabels: [text("never"), text("surely")] }),
    question("A5", { kind: "text" }),
  ],
};

test("questions are told with their words, their answers and who was asked them", () => {
  const asked = askedQuestions(SURVEY);
  expect(asked.map(({ code, version, answers }) => [code, version, answers.map(({ en }) => en)])).toEqual([
    ["A1", 2, ["low.", "high.", "Not applicable"]],
    ["A2", 1, ["Yes", "No"]],
    ["A3", 1, ["a."]],
    ["A4", 1, ["0 never.", "10 surely."]],
    ["A5", 1, []],
  ]);
  expect(asked[0]?.title.zh).toBe("您对〔项目名〕满意吗？");
  expect(asked.map(({ section }) => section.en)).toEqual(["living.", "living.", "living.", "", ""]);
  expect(asked.map(({ routing }) => routing?.en)).toEqual([
    undefined,
    undefined,
    "When A2 is “Yes”",
    undefined,
    undefined,
  ]);
});

test("what a wave did not ask is left out, and what it asked in other words is told so", () => {
  const asked = askedQuestions(
    SURVEY,
    new Map([
      ["A1", 1],
      ["A2", null],
    ]),
  );
  expect(asked.map(({ code, version, isWording }) => [code, version, isWording])).toEqual([
    ["A1", 1, false],
    ["A3", 1, true],
    ["A4", 1, true],
    ["A5", 1, true],
  ]);
});
