import type { Estimand, Inference } from "./reading.ts";

/** What is asked of the moments, beside the definition. */
export type EvaluateOptions = {
  /** Grouping columns, each present in every cell's group (`region`, `project`, `phase`, `mode` …); [] = one group, the whole. */
  readonly by: readonly string[];
  /**
   * owner-weighted (default): every respondent stands for N/n owners of the stratum ·
   * phase-standardised: the definition's `standard` phase mix in place of the group's own ·
   * unweighted: every respondent counts once.
   */
  readonly estimand?: Estimand;
  /** finite (default): about the owners of the frame's date, with finite-population correction · process: without. */
  readonly inference?: Inference;
  /** Level of the intervals, in (0, 1); default 0.95. */
  readonly confidence?: number;
  /**
   * Intervals of shares and net scores. "score" (default): Wilson's on the Korn–Graubard size, for net scores the score or
   * adjusted Wald interval, neither of which leaves the scale · "t": Student's t on the standard error, as for means.
   */
  readonly shareIntervals?: "score" | "t";
  /**
   * What items of few answers do to the intervals above them. "pooled" (default): their variance leans on that of the whole
   * sample (`fewAdd`) · "own": it is their own, as R has it, and intervals are value ± t·se. Standard errors are the
   * linearised ones either way.
   */
  readonly fewAnswers?: "pooled" | "own";
  /** false leaves out standard errors and intervals, which cost most of the time. */
  readonly intervals?: boolean;
  /**
   * phase-standardised only. By default a group without an answer in a phase in which others have answers has no value.
   * A list names the phases to standardise over (those all compared groups have, see `commonPhases`);
   * "present" takes those the group has, and its coverage says what share of the mix that was.
   */
  readonly phases?: readonly string[] | "present";
};
