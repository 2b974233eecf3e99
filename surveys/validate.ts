import type { CompiledQuestionnaire, Respondent, Step } from "./compile-questionnaire.ts";
import type { Problem } from "./problem.ts";
import { type Answers, type AnswerValue, otherCode, type Question, type Text, whyCode } from "./question.ts";
import { type AnswerFault, MAX_TEXT_LENGTH, type Reading, readAnswer, readText } from "./read-answer.ts";
import { asksOther, asksWhy, endsInterview, isShown } from "./route.ts";

export type AnswerProblem = Problem<AnswerFault | "not-answers" | "unknown-item">;

export type Validation =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly problems: readonly AnswerProblem[] };

/** Nobody reads more, and a hostile body must not buy a long reply. */
const MAX_PROBLEMS = 50;

function faultText(fault: AnswerFault, question: Question): Text {
  const { zh, en } = question.short;
  switch (fault) {
    case "off-scale": {
      const range = question.kind === "nps" ? "0–10" : "1–5";
      return { zh: `“${zh}”的回答不在 ${range} 之内`, en: `The answer to “${en}” is not within ${range}.` };
    }
    case "unknown-option":
      return { zh: `“${zh}”没有这个选项`, en: `“${en}” has no such option.` };
    case "too-many-choices": {
      const most = question.maxChoices ?? question.options?.length ?? 0;
      return { zh: `“${zh}”最多选 ${most} 项`, en: `Choose up to ${most} for “${en}”.` };
    }
    case "exclusive-option": {
      const alone = question.options?.find((option) => option.exclusive)?.label;
      return {
        zh: `“${zh}”选了“${alone?.zh}”就不能再选别的`,
        en: `“${alone?.en}” cannot go with other choices for “${en}”.`,
      };
    }
    case "not-text":
      return { zh: `“${zh}”要填文字`, en: `“${en}” takes text.` };
    case "text-too-long":
      return {
        zh: `“${zh}”最多写 ${MAX_TEXT_LENGTH} 字`,
        en: `“${en}” takes up to ${MAX_TEXT_LENGTH} characters.`,
      };
  }
}

function unknownItem(key: string): AnswerProblem {
  const item = key.toWellFormed().slice(0, 40);
  return {
    code: "unknown-item",
    item,
    zh: `问卷里没有“${item}”这一题`,
    en: `The questionnaire has no item “${item}”.`,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSame(value: AnswerValue, sent: unknown): boolean {
  if (value === sent) return true;
  if (typeof value !== "object" || !Array.isArray(sent) || sent.length !== value.length) return false;
  return value.every((each, index) => each === sent[index]);
}

/**
 * Checks a submission as it came in, from JSON or from a plain form (where numbers are text), and cleans it:
 * blanks and answers of questions this person is not asked are dropped, choices stand in the questionnaire's order.
 * Nothing is required: an owner may skip any question.
 */
export function validate(
  compiled: CompiledQuestionnaire,
  respondent: Respondent,
  input: unknown,
): Validation {
  if (!isRecord(input)) {
    return {
      ok: false,
      problems: [{ code: "not-answers", item: "", zh: "没有收到回答", en: "No answers were received." }],
    };
  }
  const problems: AnswerProblem[] = [];
  const keys = Object.keys(input);
  for (const key of keys) {
    if (!compiled.fields.has(key)) problems.push(unknownItem(key));
    if (problems.length === MAX_PROBLEMS) return { ok: false, problems };
  }
  const kept: Record<string, AnswerValue> = {};
  let asSent = 0;
  const keep = (question: Question, field: string, reading: Reading): void => {
    if (reading.kind === "answer") {
      kept[field] = reading.value;
      if (isSame(reading.value, input[field])) asSent++;
    }
    if (reading.kind === "fault") {
      problems.push({ code: reading.fault, item: field, ...faultText(reading.fault, question) });
    }
  };
  for (const step of compiled.stepsFor(respondent)) {
    if (!isShown(step.question, kept)) continue;
    keepAnswer(step, input, kept, keep);
    if (endsInterview(step, kept[step.question.code])) break;
  }
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) };
  // An object that grew key by key is looked up like a dictionary; what a parser made in one go is several times faster.
  return { ok: true, answers: asSent === keys.length ? (input as Answers) : kept };
}

function keepAnswer(
  step: Step,
  input: Readonly<Record<string, unknown>>,
  kept: Answers,
  keep: (question: Question, field: string, reading: Reading) => void,
): void {
  const { question } = step;
  const { code } = question;
  keep(question, code, readAnswer(step, input[code]));
  const answer = kept[code];
  if (answer === undefined) return;
  if (asksWhy(question, answer)) keep(question, whyCode(code), readText(input[whyCode(code)]));
  if (asksOther(step, answer)) keep(question, otherCode(code), readText(input[otherCode(code)]));
}
