import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Dispositions } from "#analytics/statistics/outcome-rates.ts";
import type { Text } from "#surveys/question.ts";
import type { MethodNotes } from "./method-notes.ts";

/** A kind of owners beside those of them who answered; shares are 0–1, undefined where nothing is known. */
export type ProfileRow = {
  readonly value: Text | string;
  readonly owners: number | undefined;
  readonly ofOwners: number | undefined;
  readonly respondents: number | undefined;
  readonly ofRespondents: number | undefined;
  readonly ofWeighted: number | undefined;
};

/** A column that shows whether those who answered are like those who could have. */
export type Profile = { readonly column: Text | string; readonly rows: readonly ProfileRow[] };

/** How unequal the weights are, and what was done to them. */
export type WeightFacts = {
  /** Least and largest weight; undefined where only their spread is told. */
  readonly range: readonly [number, number] | undefined;
  /** Effective answers (Kish) and the design effect of weighting. */
  readonly effective: number | undefined;
  readonly designEffect: number | undefined;
  /** Strata by their keys, or how many. */
  readonly collapsed: readonly string[] | number;
  readonly dropped: readonly string[] | number;
  readonly trimmed: readonly string[] | number;
  /** Strata that the index weighs otherwise; left out where these are its own weights. */
  readonly differing?: number | undefined;
};

/** A question or item as it was asked. */
export type AskedItem = {
  readonly item: string;
  readonly wording: Text;
  /** Of the wording; undefined where only the definition names the item. */
  readonly version?: number | undefined;
  /** What could be answered. */
  readonly answers?: readonly Text[] | undefined;
};

/** An index of a group of owners with its margin of error; null where there is none or it may not be shown. */
export type MarginFact = {
  readonly group: Text | string;
  readonly index: Text | string;
  readonly value: number | null;
  readonly halfWidth: number | null;
  readonly n: number | null;
  /** Effective answers of the weighting (Kish). */
  readonly effective: number | null;
};

/** Everything a method page tells, found in the data or noted by people. */
export type MethodFacts = {
  readonly definition: IndexDefinition;
  readonly definitionHash: string;
  readonly method: Text;
  readonly title: string | undefined;
  /** Fieldwork as the record has it. */
  readonly days:
    | { readonly cutoffOn: string; readonly opensOn: string; readonly closesOn: string }
    | undefined;
  readonly owners: number | undefined;
  readonly invited: number | undefined;
  readonly respondents: number;
  /** Counted answers by mode, in the order they are to be told. */
  readonly modes: readonly { readonly mode: Text | string; readonly respondents: number }[];
  /** Outcomes of everybody drawn, with homes that have none among the unknown, and how many these are. */
  readonly outcomes: { readonly dispositions: Dispositions; readonly open: number } | undefined;
  readonly profiles: readonly Profile[];
  readonly weights: WeightFacts;
  /** Answers left out of every number, by reason. */
  readonly excluded: readonly { readonly reason: Text | string; readonly count: number }[] | undefined;
  /** Homes a project asked to leave out; they stay among the owners. */
  readonly leftOut: number | undefined;
  readonly asked: readonly AskedItem[];
  readonly margins: readonly MarginFact[];
  /** Level of the margins, 0–1. */
  readonly confidence: number;
  /** Whether small groups are hidden. */
  readonly suppression: boolean;
  /** What a reader should know before trusting a number. */
  readonly cautions?: readonly Text[] | undefined;
  readonly data: { readonly hash: string; readonly asOf: string | undefined };
  readonly notes: MethodNotes;
};
