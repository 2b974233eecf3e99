import type { Inference, ReadingState } from "#analytics/reading.ts";
import type { Text } from "#surveys/question.ts";
import type { Measure, ShownEstimand } from "./query.ts";
import type { WaveOption } from "./wave-option.ts";

/*
 * How a number travels: with its interval, its n, its state and its passport. Numbers are unrounded, on the rule's
 * scale (0–100, NPS −100..100); `null` is "there is none" and prints as a dash, never as 0.
 */

/** What a value is counted in: points of 0–100, per cent of people, or NPS points. */
export type ReadingUnit = "points" | "percent" | "nps";

export type ReadingView = {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Half of high − low. */
  readonly halfWidth: number | null;
  readonly n: number | null;
  readonly state: ReadingState;
  /** Answers from which on there is a value; only where there are fewer (`n-only`). */
  readonly minimum?: number | undefined;
};

type Verdict = "better" | "worse" | "not-distinguishable";

/**
 * A difference with its test. `verdict` alone decides about colour and arrow: significant within its family
 * (Benjamini–Hochberg) and at least as large as the materiality setting. `significant` with
 * `not-distinguishable` is a real difference too small to act on.
 */
export type ChangeView = {
  readonly difference: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly significant: boolean;
  readonly verdict: Verdict;
  /** Of a change between waves: the mix of modes moved so far that it may come from how owners were asked. */
  readonly askedOtherwise?: true;
};

/** Why two waves are not compared although both have a value. */
export type BreakKind = "questionnaire" | "wording" | "not-asked" | "rule";

export type BreakMark = {
  readonly year: number;
  readonly kind: BreakKind;
  readonly items: readonly string[];
};

export type TrendPoint = ReadingView & {
  readonly waveId: number;
  readonly year: number;
  /** Points of one segment may be joined; a break starts the next segment. */
  readonly segment: number;
  /** Under another rule than that of its time. */
  readonly restated: boolean;
};

export type TrendView = {
  readonly points: readonly TrendPoint[];
  readonly reference: readonly TrendPoint[];
  readonly breaks: readonly BreakMark[];
};

export type NodeRef = {
  readonly id: string;
  readonly title: Text;
  readonly port: string | null;
  readonly unit: ReadingUnit;
};

/** The question an answer was given to; with it the answer can be given once more. */
export type Asked = {
  readonly view: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** Whose eyes it was given to: what they may see is part of the question. */
  readonly reader: string;
  readonly at: string;
};

/** What a number was before it was computed under another rule. */
export type Restated = {
  /** Under the rule of the time; null where that was not shown. */
  readonly value: number | null;
  readonly unit: ReadingUnit;
  readonly publishedAt: string | null;
  readonly note: string | null;
};

/** What one number is: of which indicator, by which formula, of how many. */
export type NumberBasis = {
  readonly node: NodeRef;
  /** In words; null where the rule does not hold the indicator by itself. */
  readonly formula: Text | null;
  /** Respondents the number rests on; null where not even that is shown. */
  readonly n: number | null;
  /** Owners it speaks for; null where that is not known. */
  readonly population: number | null;
  /** How many times the variance of a simple random sample it has, to two places; null where it is not defined or not shown. */
  readonly designEffect: number | null;
  /** Left out where nothing was restated, and in older files. */
  readonly restated?: Restated | undefined;
};

/** How a number came about; enough to compute it again. */
export type PassportView = {
  /** The one indicator it is about; left out where it is about a page of several, and in older files. */
  readonly node?: NodeRef | undefined;
  readonly formula?: Text | null | undefined;
  readonly designEffect?: number | null | undefined;
  /** Written on the way out; what is kept in the record has none. */
  readonly asked?: Asked | undefined;
  readonly definition: {
    readonly id: string;
    readonly version: number;
    readonly hash: string;
    readonly title: Text;
    /** Answers from which on it tells a value. */
    readonly minimumAnswers: number;
  };
  /** The version in force for the wave, where the number is shown under another. */
  readonly restatedFrom: number | null;
  /** Left out where nothing was restated, and in older files. */
  readonly restated?: Restated | undefined;
  readonly data: { readonly version: string; readonly asOf: string };
  /** The owners the number stands on; null where no population is known. */
  readonly frame: { readonly version: string } | null;
  readonly wave: WaveOption;
  readonly filters: Readonly<Record<string, string>>;
  readonly n: number | null;
  readonly population: number | null;
  /** Homes left out of the asking, by rule or by two people; null where it is not known. */
  readonly exclusions: number | null;
  /** `topics`: the share of those who wrote that named a topic. */
  readonly measure: Measure | "topics";
  readonly estimand: ShownEstimand;
  readonly inference: Inference;
  readonly confidence: number;
  /** Tests of differences: level of q, and the least size that counts, in points; null where every size does. */
  readonly verdicts: {
    readonly q: number;
    readonly points: number | null;
    readonly shares: number | null;
  };
  /** Regions as they stood on the cut-off day, or as they stand today. */
  readonly organisation: "then" | "now";
  readonly method: Text;
};

export type FreshnessView = {
  /** When the analysis last took over the record, ISO. */
  readonly loadedAt: string | null;
  readonly lagSeconds: number | null;
  readonly dataVersion: string | null;
};
