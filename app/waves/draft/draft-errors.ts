import type { DraftPage } from "#server/waves/draft-page.ts";

type Draft = DraftPage["draft"];

/** What cannot be saved at all, by field, as keys of the screen's words. */
export type DraftErrors = Partial<
  Record<"name" | "cutoffOn" | "opensOn" | "closesOn", "nameMissing" | "dayMissing" | "closesBeforeOpens">
>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function draftErrors(draft: Pick<Draft, "name" | "cutoffOn" | "opensOn" | "closesOn">): DraftErrors {
  const errors: DraftErrors = {};
  if (draft.name.trim() === "") errors.name = "nameMissing";
  for (const day of ["cutoffOn", "opensOn", "closesOn"] as const)
    if (!DAY.test(draft[day])) errors[day] = "dayMissing";
  if (errors.opensOn === undefined && errors.closesOn === undefined && draft.closesOn < draft.opensOn)
    errors.closesOn = "closesBeforeOpens";
  return errors;
}
