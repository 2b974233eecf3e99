import { blockFor } from "#surveys/item-block.ts";
import type { Invited } from "../invitations/find-invitation.ts";
import type { FieldWave } from "./field-waves.ts";

/** The invited with the form owners of this wave are given; in the split form the block follows from the home's key. */
export function inFormOfWave(wave: FieldWave, invited: Invited): Invited {
  if (wave.form === invited.respondent.form) return invited;
  const block = blockFor(wave.compiled.questionnaire, invited.respondentKey);
  return {
    ...invited,
    respondent: { ...invited.respondent, form: wave.form, ...(block === undefined ? {} : { block }) },
  };
}
