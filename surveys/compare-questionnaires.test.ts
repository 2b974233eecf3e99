import { expect, test } from "vitest";
import { checkSuccession } from "./check-succession.ts";
import { compareQuestionnaires } from "./compare-questionnaires.ts";
import { numberItems } from "./number-items.ts";
import type { Question, Questionnaire } from "./question.ts";
import { ANNUAL } from "./questionnaires/registry.ts";

const { questionnaire: V1 } = ANNUAL;

function change(code: string, over: Partial<Question>, of: Questionnaire = V1): Questionnaire {
  return {
    ...of,
    questions: of.questions.map((question) => (question.code === code ? { ...question, ...over } : question)),
  };
}

function told(after: Questionnaire): readonly string[] {
  return compareQuestionnaires(V1, after).flatMap(({ code, changes }) =>
    changes.map(({ kind }) => `${code} ${kind}`),
  );
}

const Y33 = V1.questions.find(({ code }) => code === "Y33");
const OPTIONS = Y33?.options ?? [];
const NEW = { value: "unsure", label: { zh: "记不清", en: "Cannot remember" } };

test("nothing changed is nothing to tell", () => {
  expect(compareQuestionnaires(V1, { ...V1, version: 2 })).toEqual([]);
});

test("every kind of change is told, and only those of meaning break a trend", () => {
  const cases: readonly (readonly [Questionnaire, readonly string[], boolean])[] = [
    [change("Y01", { title: { zh: "满意吗？", en: "Satisfied?" } }), ["Y01 wording"], true],
    [change("Y33", { options: [...OPTIONS, NEW] }), ["Y33 options"], true],
    [
      change("Y33", {
        options: OPTIONS.map((each, place) => (place === 0 ? { ...each, retired: true } : each)),
      }),
      ["Y33 options"],
      true,
    ],
    [
      change("Y33", {
        options: OPTIONS.map((each, place) => (place === 0 ? { ...each, label: NEW.label } : each)),
      }),
      ["Y33 labels"],
      true,
    ],
    [change("Y02", { aside: "notApplicable" }), ["Y02 scale"], true],
    [change("Y16", { showWhen: { item: "Y01", values: ["1"] } }), ["Y16 routing"], true],
    [change("Y16", { phases: ["R"] }), ["Y16 phases"], false],
    [change("Y16", { port: "design" }), ["Y16 assignment"], false],
    [change("Y16", { block: "A" }), ["Y16 form"], false],
    [change("Y16", { short: NEW.label }), ["Y16 short"], false],
    [change("Y18", { followUp: { atMost: 1, prompt: NEW.label } }), ["Y18 follow-up"], false],
  ];
  for (const [after, kinds, breaks] of cases) {
    expect(told(after)).toEqual(kinds);
    const numbered = numberItems(after, V1, new Map(), {});
    expect(compareQuestionnaires(V1, numbered)[0]?.breaks, kinds.join()).toBe(breaks);
  }
});

test("an item that moved is told alone, not everything that stood behind it", () => {
  const [first, ...rest] = V1.questions;
  if (!first) throw new Error("there are questions");
  expect(told({ ...V1, questions: [...rest, first] })).toEqual(["Y01 moved"]);
  expect(told({ ...V1, questions: rest })).toEqual(["Y01 removed"]);
});

test("answers that lie on the record keep their meaning", () => {
  const codes = (draft: Questionnaire) => checkSuccession(draft, [V1]).map(({ code }) => code);
  expect(codes(change("Y33", { options: [...OPTIONS, NEW] }))).toEqual([]);
  expect(codes(change("Y33", { options: [NEW, ...OPTIONS] }))).toEqual(["option-moved"]);
  expect(codes(change("Y33", { options: OPTIONS.slice(1) }))).toEqual(["option-moved"]);
  expect(codes(change("Y02", { kind: "nps" }))).toEqual(["kind-changed"]);
  expect(codes({ ...V1, overall: "Y02" })).toEqual(["overall-changed"]);
});

test("an item gets a number no version has used, and its old one back with its old words", () => {
  const used = new Map([["Y01", 4]]);
  const reworded = change("Y01", { title: NEW.label });
  const version = (draft: Questionnaire, editorial = {}) =>
    numberItems(draft, V1, used, editorial).questions.find(({ code }) => code === "Y01")?.itemVersion;
  expect(version(reworded)).toBe(5);
  expect(version(change("Y01", { itemVersion: 9 }))).toBe(1);
  expect(version(reworded, { Y01: "typing error" })).toBe(1);
  expect(version(reworded, { Y01: " " })).toBe(5);
});
