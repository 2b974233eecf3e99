import type { CompiledQuestionnaire, Respondent } from "./compile-questionnaire.ts";
import type { Answers, AnswerValue, Question } from "./question.ts";
import { endsInterview, isShown } from "./route.ts";

export type Completeness = "complete" | "partial" | "break-off" | "screened-out";

/** Shares of the applicable core items that make a response complete or partial. */
export const COMPLETE_FROM = 0.8;
export const PARTIAL_FROM = 0.5;

function counts(question: Question): boolean {
  return question.core && question.kind !== "text" && question.kind !== "consent";
}

// "Not applicable" and "do not know" are answers; a refusal and an unreadable value are not.
function isAnswered(answer: AnswerValue | undefined): boolean {
  return answer !== undefined && answer !== "REF" && answer !== "INVALID";
}

/**
 * Whether a response is complete (AAPOR I), partial (P) or a break-off (R): the overall item is answered, and at
 * least 80 % or 50 % of the core items this person was shown. Words and the contact permission do not count.
 * The short and the full form are judged on the same items. Whoever never saw the overall item,
 * because an answer ended the interview, is screened out.
 * @param answers as `validate` leaves them: a question that is not shown has none
 */
export function completeness(
  compiled: CompiledQuestionnaire,
  respondent: Respondent,
  answers: Answers,
): Completeness {
  const { overall } = compiled.questionnaire;
  let [applicable, answered, sawOverall] = [0, 0, false];
  for (const step of compiled.stepsFor(respondent)) {
    const { question } = step;
    if (!isShown(question, answers)) continue;
    const answer = answers[question.code];
    if (counts(question)) {
      applicable++;
      if (isAnswered(answer)) answered++;
      sawOverall ||= question.code === overall;
    }
    if (endsInterview(step, answer)) break;
  }
  if (!sawOverall) return "screened-out";
  if (!isAnswered(answers[overall])) return "break-off";
  if (answered >= COMPLETE_FROM * applicable) return "complete";
  return answered >= PARTIAL_FROM * applicable ? "partial" : "break-off";
}
