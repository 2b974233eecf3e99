import { CODE, type CodeBookEntry } from "./code-book.ts";
import type { CompiledQuestionnaire } from "./compile-questionnaire.ts";
import type { Answers, AnswerValue, AsideAnswer, Question } from "./question.ts";

/** Answers as the record keeps them. */
export type EncodedAnswers = {
  /** One byte an entry of the code book, in its order. */
  readonly codes: Uint8Array;
  /** Chosen option values of multiple-choice questions. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Words, by item or text-box code; kept apart from everything else. */
  readonly texts: Readonly<Record<string, string>>;
  /** Whether the contact permission was given; silence is a no. */
  readonly consent: boolean;
};

export const ASIDE_CODES: Readonly<Record<AsideAnswer, number>> = {
  NA: CODE.notApplicable,
  REF: CODE.refused,
  DK: CODE.dontKnow,
  INVALID: CODE.invalid,
};

function position(question: Question, answer: AnswerValue): number | undefined {
  if (question.kind === "yesNo") return answer === "no" ? 1 : answer === "yes" ? 2 : undefined;
  const index = question.options?.findIndex((option) => option.value === answer) ?? -1;
  return index < 0 ? undefined : index + 1;
}

/**
 * The byte of one answer; 0 for a blank.
 * @throws Error when the answer was never validated and is not on the item's scale
 */
export function encodeAnswer(
  question: Question,
  entry: CodeBookEntry,
  answer: AnswerValue | undefined,
): number {
  if (answer === undefined) return CODE.none;
  if (typeof answer === "string" && Object.hasOwn(ASIDE_CODES, answer))
    return ASIDE_CODES[answer as AsideAnswer];
  const code = typeof answer === "number" ? answer - entry.lowest + 1 : position(question, answer);
  if (code === undefined || !Number.isInteger(code) || code < 1 || code > entry.size) {
    throw new Error(`answer ${JSON.stringify(answer)} is not on the scale of ${question.code}`);
  }
  return code;
}

/** Valid answers (of `validate`, or of an import) in the form the record keeps them. */
export function encode(compiled: CompiledQuestionnaire, answers: Answers): EncodedAnswers {
  const codes = new Uint8Array(compiled.codeBook.length);
  let index = 0;
  for (const entry of compiled.codeBook) {
    const answer = answers[entry.item];
    const question = answer === undefined ? undefined : compiled.byCode.get(entry.item);
    if (question !== undefined) codes[index] = encodeAnswer(question, entry, answer);
    index++;
  }
  const choices: Record<string, readonly string[]> = {};
  const texts: Record<string, string> = {};
  let consent = false;
  for (const field of Object.keys(answers)) {
    const answer = answers[field];
    const question = compiled.fields.get(field);
    if (question === undefined) throw new Error(`${field} is not a field of ${compiled.questionnaire.id}`);
    const isWords = field !== question.code || question.kind === "text";
    if (isWords && typeof answer === "string") texts[field] = answer;
    else if (typeof answer === "object") choices[field] = answer;
    else if (question.kind === "consent") consent ||= answer === "yes";
  }
  return { codes, choices, texts, consent };
}
