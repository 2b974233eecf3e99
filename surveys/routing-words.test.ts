import { expect, test } from "vitest";
import { answerLabel } from "./answer-label.ts";
import { conditionValues } from "./check-question.ts";
import type { Question, ShowWhen } from "./question.ts";
import { ANNUAL } from "./questionnaires/registry.ts";
import { routingWords } from "./routing-words.ts";

const { questions } = ANNUAL.questionnaire;

function question(code: string): Question {
  const found = questions.find((each) => each.code === code);
  if (!found) throw new Error(`there is no ${code}`);
  return found;
}

function asked(showWhen: ShowWhen): { readonly zh: string; readonly en: string } {
  return routingWords({ ...question("Y45"), showWhen }, question(showWhen.item));
}

test("conditions say what owners read, not what is stored", () => {
  expect(asked({ item: "Y03", values: ["1"] }).zh).toBe("Y03 答“肯定不会”时");
  expect(asked({ item: "Y01", values: ["1", "NA"] }).en).toBe(
    "When Y01 is “Very dissatisfied” or “Not applicable”",
  );
  expect(asked({ item: "Y04", values: ["0", "10", "DK"] }).zh).toBe("Y04 答“0”或“10”或“说不清”时");
  expect(asked({ item: "Y28", values: ["yes"] }).zh).toBe("Y28 答“是”时");
  const [option] = question("Y33").options ?? [];
  if (!option) throw new Error("Y33 has options");
  expect(asked({ item: "Y33", values: [option.value] }).zh).toBe(`Y33 答“${option.label.zh}”时`);
});

test("a question asked of all says so, and one of the recent says how recent", () => {
  const { showWhen: _, recency: __, ...plain } = question("Y45");
  expect(routingWords(plain, undefined)).toEqual({ zh: "都问", en: "Everybody" });
  expect(routingWords({ ...plain, recency: { since: "signing", months: 1 } }, undefined)).toEqual({
    zh: "签约 1 个月内",
    en: "Within 1 month of signing",
  });
});

test("every answer a condition may name has words", () => {
  for (const each of questions)
    for (const value of conditionValues(each)) {
      const { zh, en } = answerLabel(each, value);
      if (each.kind !== "nps") expect([zh, en], `${each.code} ${value}`).not.toContain(value);
      expect(zh.trim() && en.trim()).not.toBe("");
    }
});
