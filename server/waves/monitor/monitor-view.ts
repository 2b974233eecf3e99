import type { OutcomeRates } from "#analytics/statistics/outcome-rates.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { DispositionGroup } from "#surveys/disposition.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { WaveState } from "../../indicators/wave-option.ts";
import type { Mode } from "../planned-modes.ts";
import type { QualityCode } from "../quality/quality-codes.ts";
import type { CurvePoint, FieldDays, Forecast, Pace } from "./field-pace.ts";
import type { RepresentedRow } from "./representativeness.ts";

/** How the field of a wave is going in a unit: strata, never persons. */
export type MonitorView = {
  readonly wave: {
    readonly id: number;
    readonly year: number;
    readonly name: string;
    readonly nameEn: string | null;
    readonly state: WaveState;
    readonly opensOn: CalendarDate;
    readonly closesOn: CalendarDate;
  };
  readonly unit: UnitRef;
  /** Answers given this way only, and then targets are the planned share of it; undefined for all. */
  readonly mode: Mode | undefined;
  readonly days: FieldDays;
  /**
   * For those who are rated every number of answers is rounded down to fives: who of a handful has answered is nobody's
   * business, and cannot be found by subtraction either.
   */
  readonly isCoarse: boolean;
  /** The record's clock when it was read, and the state of the data the numbers are of. */
  readonly asOf: string;
  readonly dataVersion: string;
  readonly totals: MonitorTotals;
  readonly projects: readonly ProjectProgress[];
  readonly outcomes: OutcomeView;
  readonly modes: readonly ModeProgress[];
  /** Of the whole wave, so for those who run it alone. */
  readonly contacts: ContactView | undefined;
  /** For headquarters, over all modes; after the close it stands on the method page. Empty for those who are rated. */
  readonly represented: readonly RepresentedRow[];
  readonly curve: readonly CurvePoint[];
  readonly forecast: Forecast | undefined;
  /** Share of those asked who had answered on the same day of the wave before, for headquarters; undefined without one. */
  readonly rateThenBefore: number | undefined;
  /** Marks and isolated answers; undefined below region level: those who are rated do not watch the watchers. */
  readonly quality: QualityView | undefined;
};

export type MonitorTotals = {
  readonly owners: number;
  readonly asked: number;
  /** Homes left out, by rule or by two people; they stay among the owners. */
  readonly leftOut: number;
  /** Answers that count. */
  readonly counted: number;
  readonly target: number;
  /** Isolated and void. */
  readonly takenOut: number;
  readonly strata: number;
  readonly strataMet: number;
};

export type ProjectProgress = {
  readonly project: UnitRef;
  readonly region: UnitRef | undefined;
  readonly phases: readonly StratumProgress[];
  readonly counted: number;
  readonly target: number;
  readonly asked: number;
  readonly behind: boolean;
  /** Every stratum of it is asked as a whole, in a wave that does not ask everybody. */
  readonly takenWhole: boolean;
  /** Marked answers by mark, for headquarters; empty for those who are rated. */
  readonly marks: Readonly<Partial<Record<QualityCode, number>>>;
  /** Grade of its fieldwork; null while nobody screened it or too few answered. */
  readonly grade: "A" | "B" | "C" | null;
};

export type StratumProgress = {
  readonly phase: OwnerPhase;
  readonly owners: number;
  readonly asked: number;
  readonly target: number;
  readonly counted: number;
  readonly dueByNow: number;
  /** Half-width of the 95 % interval of a share near one half with the answers there are, in points; for planning. */
  readonly marginPoints: number | null;
  readonly pace: Pace;
  readonly takenWhole: boolean;
};

export type OutcomeView = {
  readonly counts: Readonly<Record<DispositionGroup, number>>;
  /** Asked, and without an outcome yet. */
  readonly open: number;
  /** AAPOR rates; who has no outcome yet may still be anything, and counts as unknown. */
  readonly rates: OutcomeRates;
  /** Estimated eligible share of the unknown; undefined while nothing is known. */
  readonly eligibility: number | undefined;
};

export type ModeProgress = {
  readonly phase: OwnerPhase;
  readonly mode: Mode;
  readonly counted: number;
  /** Share of the phase's answers, 0–1; null without answers. */
  readonly share: number | null;
  /** Share that was planned; null for waves without a plan. */
  readonly planned: number | null;
};

export type ContactView = {
  /** Calls and visits by how they ended. */
  readonly byOutcome: Readonly<Record<string, number>>;
  readonly appointmentsOpen: number;
  readonly appointmentsOverdue: number;
};

export type QualityView = {
  readonly byCode: Readonly<Partial<Record<QualityCode, number>>>;
  readonly isolated: number;
  readonly voided: number;
  readonly grades: Readonly<Record<"A" | "B" | "C" | "none", number>>;
  /** Projects graded C, whose scores are shown and not appraised. */
  readonly notAppraised: readonly UnitRef[];
  /** "Somebody asked me to change my mark": told to headquarters only; null for everybody else. */
  readonly interference: number | null;
};
