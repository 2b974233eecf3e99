import type { CompiledQuestionnaire, Respondent, Step } from "./compile-questionnaire.ts";
import {
  type Answers,
  type AnswerValue,
  otherCode,
  type Question,
  type Section,
  whyCode,
} from "./question.ts";

export type Route = {
  /** The questions this person sees, in order. */
  readonly questions: readonly Question[];
  /** The answers without those of questions that are not seen. */
  readonly answers: Answers;
};

function values(answer: AnswerValue): readonly string[] {
  return typeof answer === "object" ? answer : [String(answer)];
}

/** Whether the question's condition holds; `kept` are the answers of earlier questions that are seen. */
export function isShown(question: Question, kept: Answers): boolean {
  if (question.showWhen === undefined) return true;
  const answer = kept[question.showWhen.item];
  return answer !== undefined && values(answer).some((value) => question.showWhen?.values.includes(value));
}

/** Whether the answer opens the question's "please tell us more" box. */
export function asksWhy(question: Question, answer: AnswerValue | undefined): boolean {
  return question.followUp !== undefined && typeof answer === "number" && answer <= question.followUp.atMost;
}

/** Whether the answer opens the box for words of one's own. */
export function asksOther(step: Step, answer: AnswerValue | undefined): boolean {
  if (answer === undefined || step.options.length === 0) return false;
  const chosen = values(answer);
  return step.options.some((option) => option.writeIn && chosen.includes(option.value));
}

/** Whether the answer ends the interview. */
export function endsInterview(step: Step, answer: AnswerValue | undefined): boolean {
  return step.ends.size > 0 && answer !== undefined && values(answer).some((value) => step.ends.has(value));
}

/**
 * The way of one person through the questionnaire: phase, form and recency choose the questions, then each
 * condition is judged on the answers of the questions seen before it. Answers are taken as valid (`validate`).
 */
export function route(compiled: CompiledQuestionnaire, respondent: Respondent, answers: Answers): Route {
  const questions: Question[] = [];
  const kept: Record<string, AnswerValue> = {};
  for (const step of compiled.stepsFor(respondent)) {
    const { question } = step;
    if (!isShown(question, kept)) continue;
    questions.push(question);
    const answer = answers[question.code];
    if (answer === undefined) continue;
    kept[question.code] = answer;
    const why = asksWhy(question, answer) ? answers[whyCode(question.code)] : undefined;
    if (why !== undefined) kept[whyCode(question.code)] = why;
    const other = asksOther(step, answer) ? answers[otherCode(question.code)] : undefined;
    if (other !== undefined) kept[otherCode(question.code)] = other;
    if (endsInterview(step, answer)) break;
  }
  return { questions, answers: kept };
}

export type RoutedSection = { readonly section: Section; readonly questions: readonly Question[] };

/** The questions gathered under their sections; sections without any are left out. */
export function bySection(
  compiled: CompiledQuestionnaire,
  questions: readonly Question[],
): readonly RoutedSection[] {
  return compiled.questionnaire.sections.flatMap((section) => {
    const own = questions.filter((question) => compiled.sectionOf.get(question.code) === section);
    return own.length === 0 ? [] : [{ section, questions: own }];
  });
}
