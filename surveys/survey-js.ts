import { FIXED_CHOICES } from "./answer-label.ts";
import type { CompiledQuestionnaire, Respondent, Step } from "./compile-questionnaire.ts";
import { orderedOptions } from "./option-order.ts";
import { fillProjectName } from "./project-name.ts";
import { type Option, otherCode, type Question, type ShowWhen, type Text, whyCode } from "./question.ts";
import { MAX_TEXT_LENGTH } from "./read-answer.ts";
import { ASIDE_LABELS } from "./satisfaction-scale.ts";

export type SurveyJsChoice = {
  readonly value: string | number;
  readonly text: string;
  readonly isExclusive?: true;
};

export type SurveyJsElement = {
  readonly type: "radiogroup" | "checkbox" | "comment";
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly visibleIf?: string;
  readonly choices?: readonly SurveyJsChoice[];
  readonly colCount?: number;
  readonly maxSelectedChoices?: number;
  readonly maxLength?: number;
};

export type SurveyJsPage = {
  readonly name: string;
  readonly title: string;
  readonly elements: readonly SurveyJsElement[];
};

/** A survey-core model definition; staff screens render it, owners' pages do not. */
export type SurveyJsDefinition = {
  readonly locale: string;
  readonly title: string;
  readonly showCompletePage: false;
  readonly pages: readonly SurveyJsPage[];
};

export type SurveyJsOptions = {
  readonly locale: "zh-CN" | "en";
  /** The project's name in that language. */
  readonly project: string;
  /** Fixes the order of shuffled options, e.g. the respondent's key. */
  readonly seed: string;
};

type Words = (text: Text) => string;

function anyOf(item: string, values: readonly (string | number)[]): string {
  const list = values.map((value) => (typeof value === "number" ? String(value) : `'${value}'`));
  return `{${item}} anyof [${list.join(", ")}]`;
}

function both(...conditions: readonly (string | undefined)[]): string | undefined {
  const given = conditions.filter((condition) => condition !== undefined);
  if (given.length < 2) return given[0];
  return given.map((condition) => `(${condition})`).join(" and ");
}

// On a rating the condition's values are digits in the questionnaire and numbers in the answers.
function conditionOf(rule: ShowWhen, subject: Question | undefined): string {
  const isScore = subject?.kind === "rating5" || subject?.kind === "nps";
  return anyOf(
    rule.item,
    rule.values.map((value) => (isScore && /^\d+$/.test(value) ? Number(value) : value)),
  );
}

function scaleChoices({ question }: Step, words: Words): readonly SurveyJsChoice[] {
  const labels = question.scaleLabels ?? [];
  if (question.kind === "nps") {
    return Array.from({ length: 11 }, (_, score) => {
      const label = score === 0 ? labels[0] : score === 10 ? labels.at(-1) : undefined;
      return { value: score, text: label === undefined ? String(score) : `${score} ${words(label)}` };
    });
  }
  return labels.map((label, index) => ({ value: index + 1, text: words(label) }));
}

function optionChoice(option: Option, words: Words): SurveyJsChoice {
  const choice = { value: option.value, text: words(option.label) };
  return option.exclusive ? { ...choice, isExclusive: true } : choice;
}

function asides({ question }: Step, words: Words): readonly SurveyJsChoice[] {
  const refused = { value: "REF", text: words(ASIDE_LABELS.refused) };
  if (question.aside === undefined) return [refused];
  const value = question.aside === "notApplicable" ? "NA" : "DK";
  return [{ value, text: words(ASIDE_LABELS[question.aside]) }, refused];
}

function control(step: Step, words: Words, seed: string): Omit<SurveyJsElement, "name" | "title"> {
  const fixed = (pairs: readonly (readonly [string, Text])[]) =>
    pairs.map(([value, label]) => ({ value, text: words(label) }));
  const options = () => orderedOptions(step, seed).map((option) => optionChoice(option, words));
  switch (step.question.kind) {
    case "rating5":
      return { type: "radiogroup", choices: [...scaleChoices(step, words), ...asides(step, words)] };
    case "nps":
      return {
        type: "radiogroup",
        colCount: 0,
        choices: [...scaleChoices(step, words), ...asides(step, words)],
      };
    case "single":
      return { type: "radiogroup", choices: [...options(), ...asides(step, words)] };
    case "yesNo":
      return { type: "radiogroup", choices: [...fixed(FIXED_CHOICES.yesNo), ...asides(step, words)] };
    case "consent":
      return { type: "radiogroup", choices: fixed(FIXED_CHOICES.consent) };
    case "multi":
      return { type: "checkbox", choices: options(), maxSelectedChoices: step.question.maxChoices };
    case "text":
      return { type: "comment", maxLength: MAX_TEXT_LENGTH };
  }
}

function box(name: string, title: string, visibleIf: string | undefined): SurveyJsElement {
  return { type: "comment", name, title, visibleIf, maxLength: MAX_TEXT_LENGTH };
}

/** Label of the box a write-in option opens. */
export const WRITE_IN_PROMPT: Text = { zh: "其他，请写明（可不填）", en: "Please say what (optional)" };

function elements(step: Step, visibleIf: string | undefined, words: Words, seed: string): SurveyJsElement[] {
  const { code, title, hint, followUp } = step.question;
  const description = hint === undefined ? undefined : words(hint);
  const result: SurveyJsElement[] = [
    { name: code, title: words(title), description, visibleIf, ...control(step, words, seed) },
  ];
  if (followUp !== undefined) {
    const low = Array.from({ length: followUp.atMost + 1 }, (_, score) => score);
    result.push(box(whyCode(code), words(followUp.prompt), both(visibleIf, anyOf(code, low))));
  }
  const writeIns = step.options.filter((option) => option.writeIn).map((option) => option.value);
  if (writeIns.length > 0) {
    result.push(box(otherCode(code), words(WRITE_IN_PROMPT), both(visibleIf, anyOf(code, writeIns))));
  }
  return result;
}

/**
 * The questionnaire as one respondent can meet it, as a SurveyJS definition in one language: a page a section, every
 * condition in survey-core's own expressions, nothing required. Its answers have the shape `validate` reads.
 */
export function surveyJs(
  compiled: CompiledQuestionnaire,
  respondent: Respondent,
  { locale, project, seed }: SurveyJsOptions,
): SurveyJsDefinition {
  const words: Words = (text) => fillProjectName(locale === "en" ? text.en : text.zh, project);
  const conditions = new Map<string, string | undefined>();
  const bySection = new Map<string, SurveyJsElement[]>();
  let ended: string | undefined;
  for (const step of compiled.stepsFor(respondent)) {
    const { code, showWhen } = step.question;
    // A condition on a question that is not asked never holds.
    if (showWhen !== undefined && !conditions.has(showWhen.item)) continue;
    const own = showWhen && conditionOf(showWhen, compiled.byCode.get(showWhen.item));
    const visibleIf = both(ended, showWhen && conditions.get(showWhen.item), own);
    conditions.set(code, both(showWhen && conditions.get(showWhen.item), own));
    const section = compiled.sectionOf.get(code)?.id ?? "";
    bySection.set(section, [...(bySection.get(section) ?? []), ...elements(step, visibleIf, words, seed)]);
    for (const value of step.ends) ended = both(ended, `{${code}} <> '${value}'`);
  }
  return {
    locale: locale === "en" ? "en" : "zh-cn",
    title: words(compiled.questionnaire.title),
    showCompletePage: false,
    pages: compiled.questionnaire.sections.flatMap((section) => {
      const own = bySection.get(section.id);
      return own === undefined ? [] : [{ name: section.id, title: words(section.title), elements: own }];
    }),
  };
}
