import type { Question, Text } from "./question.ts";
import { ASIDE_LABELS } from "./satisfaction-scale.ts";

/** The answers of questions that have the same two everywhere. */
export const FIXED_CHOICES: Readonly<Record<"yesNo" | "consent", readonly (readonly [string, Text])[]>> = {
  yesNo: [
    ["yes", { zh: "是", en: "Yes" }],
    ["no", { zh: "否", en: "No" }],
  ],
  consent: [
    ["yes", { zh: "愿意", en: "Yes, please" }],
    ["no", { zh: "不愿意", en: "No, thank you" }],
  ],
};

const ASIDES: ReadonlyMap<string, Text> = new Map([
  ["NA", ASIDE_LABELS.notApplicable],
  ["DK", ASIDE_LABELS.dontKnow],
  ["REF", ASIDE_LABELS.refused],
]);

/** What owners read where an answer is kept as `value`; scores of 0–10, and what the question does not offer, stay as they are. */
export function answerLabel({ kind, options, scaleLabels }: Question, value: string): Text {
  const aside = ASIDES.get(value);
  if (aside) return aside;
  const own =
    kind === "rating5"
      ? scaleLabels?.[Number(value) - 1]
      : kind === "yesNo" || kind === "consent"
        ? FIXED_CHOICES[kind].find(([known]) => known === value)?.[1]
        : options?.find((option) => option.value === value)?.label;
  return own ?? { zh: value, en: value };
}
