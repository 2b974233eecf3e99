import { isNewItem, mayBeEditorial } from "./item-change.ts";
import type { Question, Questionnaire } from "./question.ts";

/** Items of a draft whose words were changed and whose meaning was not, each with the reason. */
export type Editorial = Readonly<Record<string, string>>;

/** The reasons that may stand: of items that exist in both versions and differ in words alone. */
export function standingEditorial(
  draft: Questionnaire,
  base: Questionnaire | undefined,
  editorial: Editorial,
): Editorial {
  const then = new Map((base?.questions ?? []).map((question) => [question.code, question]));
  return Object.fromEntries(
    draft.questions.flatMap((question) => {
      const [before, reason] = [then.get(question.code), editorial[question.code]?.trim()];
      return before && reason && mayBeEditorial(before, question) ? [[question.code, reason] as const] : [];
    }),
  );
}

/**
 * The draft with the version of every item set by what was changed: an item that asks something else than in the
 * version the draft was copied from gets a number no version has used, upon which every trend shows a break; all others
 * keep theirs.
 * @param base the version the draft was copied from; undefined for a first version
 * @param used the highest number each code ever had, over all versions on the record
 * @param editorial changes of words alone that leave the item what it was
 */
export function numberItems(
  draft: Questionnaire,
  base: Questionnaire | undefined,
  used: ReadonlyMap<string, number>,
  editorial: Editorial,
): Questionnaire {
  const then = new Map((base?.questions ?? []).map((question) => [question.code, question]));
  const standing = standingEditorial(draft, base, editorial);
  const nextNumber = (code: string, before: Question | undefined) =>
    Math.max(used.get(code) ?? 0, before?.itemVersion ?? 0) + 1;
  return {
    ...draft,
    questions: draft.questions.map((question) => {
      const before = then.get(question.code);
      const keeps =
        before !== undefined && (!isNewItem(before, question) || Object.hasOwn(standing, question.code));
      const itemVersion = keeps ? before.itemVersion : nextNumber(question.code, before);
      return itemVersion === question.itemVersion ? question : { ...question, itemVersion };
    }),
  };
}
