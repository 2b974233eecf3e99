import type { Answers } from "#surveys/question.ts";
import { sha256 } from "../sha256.ts";

/** SHA-256 of what was answered: the same answers, sent again in whatever way and order, have the same hash. */
export function bodyHash(answers: Answers): Buffer {
  const entries = Object.keys(answers)
    .sort()
    .map((field) => [field, answers[field]]);
  return sha256(JSON.stringify(entries));
}
