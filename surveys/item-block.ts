import { seedNumber } from "./option-order.ts";
import type { Questionnaire } from "./question.ts";

/** The blocks a questionnaire's items are dealt into for the split form, in order; none when nothing is left out by plan. */
export function blocksOf({ questions }: Pick<Questionnaire, "questions">): readonly string[] {
  const blocks = questions.flatMap(({ block }) => block ?? []);
  return [...new Set(blocks)].toSorted();
}

/**
 * The block of the split form one home is asked, each equally likely. It follows from the seed alone, so that whoever
 * knows it finds the same block again. Undefined when the questionnaire has no blocks.
 * @param seed of the home, e.g. its respondent key
 */
export function blockFor(questionnaire: Pick<Questionnaire, "questions">, seed: string): string | undefined {
  const blocks = blocksOf(questionnaire);
  return blocks[seedNumber(`${seed}/block`) % Math.max(blocks.length, 1)];
}
