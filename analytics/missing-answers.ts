import { CODE } from "#surveys/code-book.ts";
import type { AnswerCount } from "./moments.ts";

/** What the codes that are no scores are called in a distribution. */
export const MISSING_ANSWERS: Readonly<Record<number, Exclude<AnswerCount["answer"], number>>> = {
  [CODE.invalid]: "INVALID",
  [CODE.dontKnow]: "DK",
  [CODE.refused]: "REF",
  [CODE.notApplicable]: "NA",
};
