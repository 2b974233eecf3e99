import fc from "fast-check";
import { Model, type QuestionCheckboxModel } from "survey-core";
import { expect, test } from "vitest";
import { arbitrarySubmission } from "#tests/arbitrary-answers.ts";
import {
  type CompiledQuestionnaire,
  compileQuestionnaire,
  type Respondent,
} from "./compile-questionnaire.ts";
import { type Answers, otherCode, type Questionnaire, whyCode } from "./question.ts";
import { ANNUAL, RESIDENCE, SIGNING } from "./questionnaires/registry.ts";
import { asksOther, asksWhy, route } from "./route.ts";
import { surveyJs } from "./survey-js.ts";

const OPTIONS = { locale: "zh-CN", project: "云溪里", seed: "7" } as const;

/** A chain of conditions, on a rating and on several choices, and an interview that can end half-way. */
const branching: Questionnaire = {
  ...SIGNING.questionnaire,
  questions: SIGNING.questionnaire.questions.map((question) => {
    if (question.code === "S03") return { ...question, showWhen: { item: "S02", values: ["1", "2"] } };
    if (question.code === "S04") return { ...question, showWhen: { item: "S03", values: ["1", "NA"] } };
    if (question.code === "S10")
      return { ...question, showWhen: { item: "S09", values: ["pressure", "extra_fee"] } };
    if (question.code === "S05") return { ...question, core: false };
    if (question.code === "S06") return { ...question, showWhen: { item: "S05", values: ["5"] } };
    if (question.code !== "S08") return question;
    return {
      ...question,
      options: question.options?.map((option) => ({ ...option, ends: option.value === "unsure" })),
    };
  }),
};

function routedFields(
  compiled: CompiledQuestionnaire,
  respondent: Respondent,
  answers: Answers,
): readonly string[] {
  const routed = route(compiled, respondent, answers);
  const seen = new Set(routed.questions.map((question) => question.code));
  return compiled.stepsFor(respondent).flatMap((step) => {
    const { code } = step.question;
    if (!seen.has(code)) return [];
    const why = asksWhy(step.question, routed.answers[code]) ? [whyCode(code)] : [];
    return [code, ...why, ...(asksOther(step, routed.answers[code]) ? [otherCode(code)] : [])];
  });
}

test.each([
  ["annual", ANNUAL],
  ["signing", SIGNING],
  ["residence", RESIDENCE],
  ["branching", compileQuestionnaire(branching)],
])(
  "survey-core shows what the route shows, requires nothing and keeps what the route keeps: %s",
  (_, compiled) => {
    fc.assert(
      fc.property(arbitrarySubmission(compiled), ({ respondent, answers }) => {
        const model = new Model(surveyJs(compiled, respondent, OPTIONS));
        model.data = structuredClone(answers);
        const visible = model.getAllQuestions(true).map((question) => question.name);
        expect(visible).toEqual(routedFields(compiled, respondent, answers));
        expect(model.getAllQuestions().filter((question) => question.isRequired)).toEqual([]);
        const names = new Set(model.getAllQuestions().map((question) => question.name));
        expect(model.getAllQuestions(true).length === 0 || model.tryComplete()).toBe(true);
        const kept = Object.entries(model.data).filter(([name]) => names.has(name));
        expect(Object.fromEntries(kept)).toEqual(route(compiled, respondent, answers).answers);
      }),
      { numRuns: 60 },
    );
  },
);

test("survey-core reads the definition without complaint, in both languages and every phase", () => {
  for (const compiled of [ANNUAL, SIGNING, RESIDENCE]) {
    for (const phase of ["P", "R", "S", "O"] as const) {
      for (const locale of ["zh-CN", "en"] as const) {
        const model = new Model(surveyJs(compiled, { phase, form: "full" }, { ...OPTIONS, locale }));
        expect(model.jsonErrors ?? []).toEqual([]);
      }
    }
  }
});

test("survey-core knows the most choices and the choice that stands alone", () => {
  const model = new Model(surveyJs(ANNUAL, { phase: "R", form: "full" }, OPTIONS));
  const reasons = model.getQuestionByName("Y05") as QuestionCheckboxModel;
  const defects = model.getQuestionByName("Y21") as QuestionCheckboxModel;
  expect(reasons.maxSelectedChoices).toBe(3);
  model.data = { Y21: ["leak", "crack"] };
  defects.clickItemHandler(
    defects.choices.find((choice) => choice.value === "none"),
    true,
  );
  expect(model.data).toEqual({ Y21: ["none"] });
});

test("titles carry the project's name, and its braces expand nothing", () => {
  const definition = surveyJs(ANNUAL, { phase: "R", form: "full" }, { ...OPTIONS, project: "云{Y45}里" });
  const model = new Model(definition);
  model.data = { Y45: "<img src=x>" };
  expect(model.getQuestionByName("Y01").locTitle.textOrHtml).toBe("总的来说，您对云（Y45）里满意吗？");
  expect(JSON.stringify(surveyJs(ANNUAL, { phase: "R", form: "full" }, OPTIONS))).not.toContain(
    "【project】",
  );
});
