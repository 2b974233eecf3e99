import type { JourneyStep } from "./journey-step.ts";
import type { OwnerPhase } from "./owner-phase.ts";
import type { ServicePort } from "./service-port.ts";

/** Text in the interface languages; Chinese is the master. */
export type Text = {
  readonly zh: string;
  readonly en: string;
  /** As written in Taiwan and Hong Kong, where the author says it differently; derived from `zh` when absent. */
  readonly tw?: string;
};

/**
 * Kinds of question.
 * rating5: 1..5 with "not applicable" · rating5 with `dontKnow` in place of it where the scale is an opinion
 * nps: 0..10 · multi: several options · single: one option · yesNo · text · consent: not a question, never scored
 */
export const QUESTION_KINDS = ["rating5", "nps", "multi", "single", "yesNo", "text", "consent"] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export type Option = {
  readonly value: string;
  readonly label: Text;
  /** A few everyday words under the label. */
  readonly hint?: Text;
  /** Offered to these phases only; to all when absent. */
  readonly phases?: readonly OwnerPhase[];
  /** Excludes every other option. */
  readonly exclusive?: boolean;
  /** Opens an optional text box with code `${question}_other`. */
  readonly writeIn?: boolean;
  /** No longer offered; it keeps its place, because a single choice is stored as its place. */
  readonly retired?: boolean;
  /** Choosing it ends the interview: the person is not who the questionnaire is for. */
  readonly ends?: boolean;
  /** Choosing it raises an alert: to headquarters' risk queue (never to the port that is rated) or to the port. */
  readonly alert?: "headquarters" | "port";
};

/** Shown only when an earlier answer is one of `values` (option values; yesNo uses "yes" and "no"). */
export type ShowWhen = { readonly item: string; readonly values: readonly string[] };

/** Shown only to owners whose signing or handover lies at most `months` back at the cut-off day. */
export type RecencyRule = { readonly since: "signing" | "handover"; readonly months: number };

export type Question = {
  /** Stable code, e.g. Y01; the concept stays when the wording changes. */
  readonly code: string;
  /** A changed wording is a new item version and a break mark in every trend. */
  readonly itemVersion: number;
  readonly kind: QuestionKind;
  /** May hold the project's name as `PROJECT_PLACEHOLDER` (project-name.ts). */
  readonly title: Text;
  /** A few words for tables and charts. */
  readonly short: Text;
  readonly hint?: Text;
  readonly phases: readonly OwnerPhase[];
  /** rating5: five labels, lowest first. nps: the labels of 0 and 10. */
  readonly scaleLabels?: readonly Text[];
  /** The answer beside the scale which is not a score. */
  readonly aside?: "notApplicable" | "dontKnow";
  readonly options?: readonly Option[];
  readonly maxChoices?: number;
  readonly shuffle?: boolean;
  readonly showWhen?: ShowWhen;
  readonly recency?: RecencyRule;
  /** Ratings at or below `atMost` open an optional text box with code `${code}_why`. */
  readonly followUp?: { readonly atMost: number; readonly prompt: Text; readonly hint?: Text };
  /** Level-2 indicator the item belongs to; undefined when not scored. */
  readonly dimension?: string;
  /** false on a rating that is in no indicator on purpose. */
  readonly scored?: boolean;
  /** Service department that answers for it. */
  readonly port: ServicePort;
  /** Part of the short online form. */
  readonly core: boolean;
  /** Planned missingness: in the split form an item that is not core is asked of the homes of its block only. */
  readonly block?: string;
};

export type Section = {
  readonly id: string;
  readonly title: Text;
  readonly step: JourneyStep;
  readonly items: readonly string[];
};

export type Questionnaire = {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  /** How long the short form takes. */
  readonly minutes: number;
  /** Code of the item without which a response does not count (overall satisfaction). */
  readonly overall: string;
  /** What an interviewer reads out around the questions; the usual words (interview-script.ts) when absent. */
  readonly script?: { readonly opening: Text; readonly consent: Text; readonly closing: Text };
  readonly sections: readonly Section[];
  readonly questions: readonly Question[];
};

/** What an answer can be on its way in: rating and nps numbers, option values, lists of them, or text. */
export type AnswerValue = number | string | readonly string[];
export type Answers = Readonly<Record<string, AnswerValue>>;

/**
 * Answers which are not on the scale, in the words of the data files. `NA` not applicable, `DK` do not know,
 * `REF` refused, `INVALID` said but off the scale (imports only). None is a score; a blank is no entry at all.
 */
export const ASIDE_ANSWERS = ["NA", "DK", "REF", "INVALID"] as const;
export type AsideAnswer = (typeof ASIDE_ANSWERS)[number];

/** Code of the text box a low rating opens. */
export function whyCode(code: string): string {
  return `${code}_why`;
}

/** Code of the text box a write-in option opens. */
export function otherCode(code: string): string {
  return `${code}_other`;
}
