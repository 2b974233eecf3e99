export type ReadingState = "full" | "indicative" | "n-only" | "hidden" | "undefined";

export type Estimand = "owner-weighted" | "phase-standardised" | "unweighted";
export type Inference = "finite" | "process";

/** One number with everything it needs to be defended. Values are on the rule's scale (0–100 for scores), unrounded. */
export type Reading = {
  readonly group: Readonly<Record<string, string>>;
  /** An item code, a tree id, or a joint rule's id. */
  readonly node: string;
  readonly value: number | undefined;
  readonly se: number | undefined;
  readonly df: number | undefined;
  /** What the interval is made of: `se`, or more where the variance of items of few answers leans on the whole sample. */
  readonly intervalSe?: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Respondents with at least one valid answer below the node; undefined when hidden. */
  readonly n: number | undefined;
  /** Owners in the group's strata; undefined when unknown, or when the group is a part of strata. */
  readonly population: number | undefined;
  /** Owners the value stands for: without strata that were dropped because nobody answered. */
  readonly populationCovered: number | undefined;
  /** Effective respondents of the weighting (Kish): (Σw)² / Σw². */
  readonly neff: number | undefined;
  /**
   * Design effect: how many times the variance of a simple random sample of as many answers the answers' variance is;
   * below 1 where strata help, above where weights cost. Undefined where everybody was asked or all answers are alike.
   */
  readonly deff?: number | undefined;
  /** Share of the node's weight that had data, 0–1. */
  readonly coverage: number | undefined;
  /** Share of the value that rests on items of fewer answers than the definition's minimum, 0–1: from some on it is not like for like. */
  readonly sparse?: number | undefined;
  readonly state: ReadingState;
  /** Answers from which on a value is told; only of a reading that has fewer (`n-only`). */
  readonly minimum?: number | undefined;
};

/** Where a number came from; enough to compute it again. */
export type Passport = {
  readonly definition: { readonly id: string; readonly version: number; readonly hash: string };
  readonly data: { readonly version: string; readonly asOf: string };
  /** Owners by stratum (`frameVersion`); null where no population is known. */
  readonly frame: { readonly version: string } | null;
  readonly filters: Readonly<Record<string, string>>;
  readonly estimand: Estimand;
  readonly inference: Inference;
  readonly confidence: number;
  readonly method: { readonly zh: string; readonly en: string };
};
