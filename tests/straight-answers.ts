import type { Answers } from "#surveys/question.ts";
import { STABLE_ANSWERS } from "./answer-samples.ts";

/** The sample answers without words. */
const { Y18_why: _, Y45: __, ...plain } = STABLE_ANSWERS;
export const PLAIN: Answers = plain;

/** The sample answers with one mark throughout. */
export function straight(mark: number): Answers {
  return Object.fromEntries(
    Object.entries(PLAIN).map(([item, answer]) => [
      item,
      typeof answer === "number" ? (item === "Y04" ? mark * 2 : mark) : answer,
    ]),
  );
}
