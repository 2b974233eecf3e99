import type { Text } from "./question.ts";

/** The same five answers in the same order everywhere, lowest first; a rating without labels of its own uses them. */
export const SATISFACTION_SCALE: readonly Text[] = [
  { zh: "非常不满意", en: "Very dissatisfied" },
  { zh: "不满意", en: "Dissatisfied" },
  { zh: "一般", en: "Neither" },
  { zh: "满意", en: "Satisfied" },
  { zh: "非常满意", en: "Very satisfied" },
];

/** Labels of the answers beside a scale; none of them is a score. */
export const ASIDE_LABELS: Readonly<Record<"notApplicable" | "dontKnow" | "refused", Text>> = {
  notApplicable: { zh: "不适用 / 没体验", en: "Not applicable" },
  dontKnow: { zh: "说不清", en: "Do not know" },
  refused: { zh: "不愿回答", en: "Prefers not to answer" },
};
