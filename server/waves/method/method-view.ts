import type { Reading } from "#analytics/reading.ts";
import type { OutcomeRates } from "#analytics/statistics/outcome-rates.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { AskedQuestion } from "#surveys/asked-questions.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { Problem } from "#surveys/problem.ts";
import type { Text } from "#surveys/question.ts";
import type { AgeCut } from "#surveys/tenure.ts";
import type { WaveState } from "../../indicators/wave-option.ts";
import type { Reconciliation } from "../close/reconcile.ts";
import type { WaveWeighting } from "../close/wave-weights.ts";
import type { ExclusionReason } from "../frame/exclusion-reasons.ts";
import type { ModeProgress, OutcomeView } from "../monitor/monitor-view.ts";
import type { RepresentedRow } from "../monitor/representativeness.ts";
import type { QualityCode } from "../quality/quality-codes.ts";
import type { StoredPlan } from "../sample/sample-plan.ts";
import type { NoteView } from "./wave-notes.ts";

/**
 * How a wave was done, in numbers: the page every report of it carries, so that a reader can say how far to trust it
 * (methodology 16). Of the whole group only; nothing on it needs hiding.
 */
export type MethodView = {
  readonly wave: {
    readonly id: number;
    readonly year: number;
    readonly name: string;
    readonly nameEn: string | null;
    readonly state: WaveState;
    /** What it tells owners by, of how long they have had their home. */
    readonly ageBy: AgeCut;
    readonly origin: "system" | "import" | "seed";
    readonly notice: Text;
  };
  readonly questionnaire: {
    readonly id: string;
    readonly version: number;
    readonly title: Text;
    readonly hash: string;
    readonly questions: number;
  };
  /** Every question with its words as owners read them. */
  readonly asked: readonly AskedQuestion[];
  /** What no data tells, as people wrote it down. */
  readonly notes: readonly NoteView[];
  readonly timing: {
    readonly cutoffOn: CalendarDate;
    readonly opensOn: CalendarDate;
    readonly closesOn: CalendarDate;
    readonly firstAnswerOn: CalendarDate | null;
    readonly lastAnswerOn: CalendarDate | null;
  };
  readonly frame: {
    readonly owners: number;
    readonly leftOut: Readonly<Partial<Record<ExclusionReason, number>>>;
    /** Undefined for waves that came with their frame. */
    readonly built:
      | {
          readonly hash: string;
          readonly runInMonths: number;
          readonly stableMonths: number;
          readonly contactDays: number;
        }
      | undefined;
  };
  /** How homes were drawn; undefined for waves that came with their answers. */
  readonly sample:
    | {
        readonly plan: StoredPlan;
        readonly seed: number;
        readonly hash: string;
        readonly drawn: number;
        readonly strata: number;
        readonly takenWhole: number;
      }
    | undefined;
  readonly outcomes: OutcomeView;
  /** The same rates by base weights; undefined where everybody was asked alike. */
  readonly weightedRates: OutcomeRates | undefined;
  readonly modes: readonly ModeProgress[];
  readonly represented: readonly RepresentedRow[];
  /** Regions the rows above speak of, for their names. */
  readonly regions: readonly Pick<UnitRef, "id" | "name" | "nameEn">[];
  readonly quality: {
    /** When the answers were last looked through for odd ones; null when nobody did. */
    readonly screenedAt: string | null;
    readonly byCode: Readonly<Partial<Record<QualityCode, number>>>;
    readonly isolated: number;
    readonly voided: number;
    readonly grades: Readonly<Record<"A" | "B" | "C" | "none", number>>;
    readonly interference: number;
    /** The group's index as shown, without marked answers, and with everything that came in. */
    readonly effect:
      | { readonly counted: Reading; readonly unmarked: Reading; readonly received: Reading }
      | undefined;
  };
  readonly weighting: Omit<WaveWeighting, "strata"> & {
    /** Strata whose weight the index in force sets otherwise (its own rule for small and empty strata). */
    readonly differsFromIndex: number;
  };
  readonly reconciliation: Reconciliation;
  readonly definition: { readonly id: string; readonly version: number; readonly hash: string };
  readonly data: {
    readonly hash: string | undefined;
    readonly closedAt: string | undefined;
    readonly version: string;
  };
  /** What a reader should know before trusting a number. */
  readonly cautions: readonly Problem[];
};
