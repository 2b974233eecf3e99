import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Dispositions } from "#analytics/statistics/outcome-rates.ts";
import type { Text } from "#surveys/question.ts";
import type { ScoreResult } from "../score-result.ts";
import type { MethodNotes } from "./method-notes.ts";

/** Respondents of a value of a column beside the owners they are to stand for. */
export type Share = {
  readonly value: string;
  /** Undefined where owners are not counted by this column. */
  readonly owners: number | undefined;
  readonly respondents: number;
  /** Sum of their weights. */
  readonly weight: number;
};

/** A column that shows whether those who answered are like those who could have. */
export type Profile = { readonly column: string; readonly shares: readonly Share[] };

/** How unequal the weights are: sums over respondents. */
export type WeightSpread = {
  readonly sum: number;
  readonly squares: number;
  readonly least: number;
  readonly most: number;
};

export type AskedItem = { readonly item: string; readonly wording: Text };

/** Everything a method page tells, found in the data or noted by people. */
export type MethodFacts = {
  readonly definition: IndexDefinition;
  readonly result: ScoreResult;
  readonly method: Text;
  readonly wave: string | undefined;
  /** Fieldwork as the record has it. */
  readonly days:
    | { readonly cutoffOn: string; readonly opensOn: string; readonly closesOn: string }
    | undefined;
  readonly owners: number | undefined;
  readonly invited: number | undefined;
  readonly respondents: number;
  /** Outcomes of everybody drawn, with homes that have none among the unknown, and how many these are. */
  readonly outcomes: { readonly dispositions: Dispositions; readonly open: number } | undefined;
  readonly profiles: readonly Profile[];
  readonly weights: WeightSpread;
  /** Answers left out of every number, by reason. */
  readonly excluded: readonly { readonly reason: string; readonly count: number }[] | undefined;
  /** Homes a project asked to leave out; they stay among the owners. */
  readonly leftOut: number | undefined;
  readonly asked: readonly AskedItem[];
  readonly notes: MethodNotes;
};
