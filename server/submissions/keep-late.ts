import type { Database } from "#server/database/connection.ts";
import type { Respondent } from "#surveys/compile-questionnaire.ts";
import { validate } from "#surveys/validate.ts";
import { keepLateAnswer, type LateAnswer } from "../waves/close/late-answers.ts";
import type { FieldWave } from "./field-waves.ts";

/** An answer as it was handed in after the close, not yet checked. */
export type LateSubmission = Omit<LateAnswer, "answers"> & {
  readonly respondent: Respondent;
  readonly answers: unknown;
};

/**
 * What came too late, over whichever way, is not thrown away: it lies apart and counts nowhere.
 * @returns whether it could be kept at all: what is no valid answer cannot
 */
export async function keepLate(db: Database, wave: FieldWave, late: LateSubmission): Promise<boolean> {
  const { respondent, answers, ...whose } = late;
  const checked = validate(wave.compiled, respondent, answers);
  if (!checked.ok) return false;
  await keepLateAnswer(db, { ...whose, answers: checked.answers });
  return true;
}
