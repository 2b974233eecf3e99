import type { Question, Questionnaire } from "./question.ts";

/**
 * How one answer is kept in a byte. 0 = not asked or left blank; 1..11 = the (n)th value of the scale, lowest
 * first (rating5: 1..5, nps 0..10: 1..11, yesNo: no, yes, single: options in order). None of the high codes is a score.
 */
export const CODE = { none: 0, notApplicable: 255, refused: 254, dontKnow: 253, invalid: 252 } as const;

/** Most values a scale may have: the codes above are taken. */
export const MAX_SCALE_SIZE = CODE.invalid - 1;

export type CodeBookEntry = {
  readonly item: string;
  /** Number of values on the scale. */
  readonly size: number;
  /** The score of code 1: 1 for rating5, 0 for nps. */
  readonly lowest: number;
};

function entries(question: Question): readonly CodeBookEntry[] {
  const item = question.code;
  switch (question.kind) {
    case "rating5":
      return [{ item, size: 5, lowest: 1 }];
    case "nps":
      return [{ item, size: 11, lowest: 0 }];
    case "yesNo":
      return [{ item, size: 2, lowest: 0 }];
    case "single":
      return [{ item, size: question.options?.length ?? 0, lowest: 0 }];
    case "multi":
    case "text":
    case "consent":
      return [];
  }
}

/** The byte positions of a questionnaire's coded items, in the order of its questions. Texts and multiple choices are not coded. */
export function codeBook(questionnaire: Questionnaire): readonly CodeBookEntry[] {
  return questionnaire.questions.flatMap(entries);
}
