import { FIXED_CHOICES } from "./answer-label.ts";
import type { OwnerPhase } from "./owner-phase.ts";
import { fillProjectNames } from "./project-name.ts";
import type { Question, QuestionKind, Questionnaire, Text } from "./question.ts";
import { routingWords } from "./routing-words.ts";
import { ASIDE_LABELS } from "./satisfaction-scale.ts";

/** A question as owners read it, for a page that says what was asked. */
export type AskedQuestion = {
  readonly code: string;
  readonly kind: QuestionKind;
  /** Version of its wording that was asked. */
  readonly version: number;
  /** Its words are those that were asked; false where another version of them was, which is not kept. */
  readonly isWording: boolean;
  readonly section: Text;
  readonly title: Text;
  readonly hint: Text | undefined;
  /** What could be answered, in the order of the page; empty for texts. */
  readonly answers: readonly Text[];
  readonly phases: readonly OwnerPhase[];
  /** Who of them was asked; undefined where everybody was. */
  readonly routing: Text | undefined;
  /** Part of the short form. */
  readonly core: boolean;
};

const SOME_PROJECT = { zh: "〔项目名〕", en: "[project]" } as const;

function answersOf({ kind, options, scaleLabels, aside }: Question): readonly Text[] {
  const beside = aside === undefined ? [] : [ASIDE_LABELS[aside]];
  if (kind === "yesNo" || kind === "consent")
    return [...FIXED_CHOICES[kind].map(([, label]) => label), ...beside];
  const scale = scaleLabels ?? [];
  if (kind === "nps") {
    const end = (score: string, label: Text | undefined) => ({
      zh: `${score} ${label?.zh ?? ""}`.trim(),
      en: `${score} ${label?.en ?? ""}`.trim(),
    });
    return [end("0", scale[0]), end("10", scale[1]), ...beside];
  }
  const offered = (options ?? []).filter(({ retired }) => retired !== true).map(({ label }) => label);
  return [...scale, ...offered, ...beside];
}

/**
 * The questions of a wave in the order they were asked, with their words.
 * @param versions by code the version of the wording that was asked, null where it was not; the questionnaire's own when left out
 */
export function askedQuestions(
  { questions, sections }: Questionnaire,
  versions: ReadonlyMap<string, number | null> = new Map(),
): readonly AskedQuestion[] {
  const byCode = new Map(questions.map((question) => [question.code, question]));
  const sectionOf = new Map(sections.flatMap(({ title, items }) => items.map((item) => [item, title])));
  return questions.flatMap((question) => {
    const { code, itemVersion, kind, title, hint, phases, core, showWhen, recency } = question;
    const version = versions.has(code) ? versions.get(code) : itemVersion;
    if (version === null || version === undefined) return [];
    return [
      {
        code,
        kind,
        version,
        isWording: version === itemVersion,
        section: sectionOf.get(code) ?? { zh: "", en: "" },
        title: fillProjectNames(title, SOME_PROJECT),
        hint: hint && fillProjectNames(hint, SOME_PROJECT),
        answers: answersOf(question),
        phases,
        routing:
          showWhen || recency ? routingWords(question, showWhen && byCode.get(showWhen.item)) : undefined,
        core,
      },
    ];
  });
}
