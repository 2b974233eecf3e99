import type { EvaluateOptions } from "#analytics/evaluate-options.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Reading } from "#analytics/reading.ts";
import type { Design } from "#analytics/stratum-design.ts";

/** Answers of one wave that can be scored, whatever holds them: a file's rows or the analysis' sums. */
export type Sample = {
  /** Columns respondents can be grouped by. */
  readonly cuts: readonly string[];
  /** Counted respondents. */
  readonly respondents: number;
  /** Identity of everything a number of it rests on, beside the definition. */
  readonly hash: string;
  /** Identity of the owners it stands for; undefined where they are not counted. */
  readonly frame: string | undefined;
  /** Unsuppressed. @throws EmptyStratumError */
  readonly readings: (definition: IndexDefinition, options: EvaluateOptions) => readonly Reading[];
  /** Weights and strata in use. @throws EmptyStratumError */
  readonly design: (definition: IndexDefinition) => Design;
};
