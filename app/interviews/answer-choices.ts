import type { Step } from "#surveys/compile-questionnaire.ts";
import type { AnswerValue, Option, Text } from "#surveys/question.ts";
import { ASIDE_LABELS } from "#surveys/satisfaction-scale.ts";

/** An answer as a button. */
export type Choice = {
  readonly value: Exclude<AnswerValue, readonly string[]>;
  readonly label: Text;
  readonly hint?: Text;
  readonly exclusive?: boolean;
};

const YES: Text = { zh: "是", en: "Yes" };
const NO: Text = { zh: "否", en: "No" };
const WILLING: Text = { zh: "愿意", en: "Yes, please" };
const UNWILLING: Text = { zh: "不愿意", en: "No, thank you" };

function scaleOf({ question }: Step, options: readonly Option[]): readonly Choice[] {
  switch (question.kind) {
    case "rating5":
      return (question.scaleLabels ?? []).map((label, place) => ({ value: place + 1, label }));
    case "nps":
      return Array.from({ length: 11 }, (_, score) => ({
        value: score,
        label: { zh: String(score), en: String(score) },
      }));
    case "yesNo":
      return [
        { value: "yes", label: YES },
        { value: "no", label: NO },
      ];
    case "consent":
      return [
        { value: "yes", label: WILLING },
        { value: "no", label: UNWILLING },
      ];
    case "single":
    case "multi":
      return options.map(({ value, label, hint, exclusive }) => ({
        value,
        label,
        ...(hint ? { hint } : {}),
        ...(exclusive ? { exclusive } : {}),
      }));
    case "text":
      return [];
  }
}

/** The answers on the scale, and those beside it which are no scores. */
export function choicesOf(
  step: Step,
  options: readonly Option[],
): { readonly scale: readonly Choice[]; readonly beside: readonly Choice[] } {
  const { aside, kind } = step.question;
  const beside: Choice[] = [];
  if (aside === "notApplicable") beside.push({ value: "NA", label: ASIDE_LABELS.notApplicable });
  if (aside === "dontKnow") beside.push({ value: "DK", label: ASIDE_LABELS.dontKnow });
  if (kind !== "multi" && kind !== "text" && kind !== "consent")
    beside.push({ value: "REF", label: ASIDE_LABELS.refused });
  return { scale: scaleOf(step, options), beside };
}

/**
 * The answer a key stands for: digits for scores and places, `-` for ten, `n` for not applicable or do not know, `r` for
 * refused; undefined for any other key.
 */
export function choiceOfKey(step: Step, options: readonly Option[], key: string): Choice | undefined {
  const { scale, beside } = choicesOf(step, options);
  if (step.question.kind === "nps") {
    if (key === "-") return scale[10];
    if (/^\d$/.test(key)) return scale[Number(key)];
  } else if (/^[1-9]$/.test(key)) return scale[Number(key) - 1];
  if (key === "n") return beside.find(({ value }) => value === "NA" || value === "DK");
  return key === "r" ? beside.find(({ value }) => value === "REF") : undefined;
}
