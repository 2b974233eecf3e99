import { CODE, type CodeBookEntry } from "./code-book.ts";
import type { CompiledQuestionnaire } from "./compile-questionnaire.ts";
import type { EncodedAnswers } from "./encode.ts";
import type { Answers, AnswerValue, Question } from "./question.ts";

/**
 * The answer a byte stands for; undefined for a blank.
 * @throws Error when the byte is not a code of the item, so the questionnaire is not the one it was written with
 */
export function decodeAnswer(
  question: Question,
  entry: CodeBookEntry,
  code: number,
): AnswerValue | undefined {
  switch (code) {
    case CODE.none:
      return undefined;
    case CODE.notApplicable:
      return "NA";
    case CODE.refused:
      return "REF";
    case CODE.dontKnow:
      return "DK";
    case CODE.invalid:
      return "INVALID";
  }
  if (code > entry.size) throw new Error(`byte ${code} is not a code of ${entry.item}`);
  if (question.kind === "yesNo") return code === 1 ? "no" : "yes";
  if (question.kind === "single") return question.options?.[code - 1]?.value;
  return entry.lowest + code - 1;
}

/** The answers a record holds. The contact permission is always among them, as "yes" or "no". */
export function decode(compiled: CompiledQuestionnaire, encoded: EncodedAnswers): Answers {
  const answers: Record<string, AnswerValue> = {};
  for (const [index, entry] of compiled.codeBook.entries()) {
    const question = compiled.byCode.get(entry.item);
    const code = encoded.codes[index];
    if (question === undefined || code === undefined) {
      throw new Error(`the record has no byte for ${entry.item}; it belongs to another questionnaire`);
    }
    const answer = decodeAnswer(question, entry, code);
    if (answer !== undefined) answers[entry.item] = answer;
  }
  for (const question of compiled.questionnaire.questions) {
    if (question.kind === "consent") answers[question.code] = encoded.consent ? "yes" : "no";
  }
  return { ...answers, ...encoded.choices, ...encoded.texts };
}
