import { addMonths, type CalendarDate } from "./calendar-date.ts";

/** Owner phases in the order an owner passes through them: quasi-owner, run-in, stable, old owner. */
export const OWNER_PHASES = ["P", "R", "S", "O"] as const;
export type OwnerPhase = (typeof OWNER_PHASES)[number];

/** Where run-in and stable end, in months after handover. A setting with a version; industry practice varies. */
export type PhaseBoundaries = { readonly runInMonths: number; readonly stableMonths: number };

/** Rule Q1: run-in [0, 6 months), stable [6, 24 months), old from 24 months. */
export const DEFAULT_PHASE_BOUNDARIES: PhaseBoundaries = { runInMonths: 6, stableMonths: 24 };

export type OwnerPhaseLabel = {
  readonly phase: OwnerPhase;
  readonly zh: string;
  readonly en: string;
  readonly spanZh: string;
  readonly spanEn: string;
};

export const OWNER_PHASE_LABELS: readonly OwnerPhaseLabel[] = [
  { phase: "P", zh: "准业主", en: "Quasi-owner", spanZh: "签约—交付", spanEn: "signed, not handed over" },
  { phase: "R", zh: "磨合期", en: "Run-in", spanZh: "交付 0–6 个月", spanEn: "0–6 months" },
  { phase: "S", zh: "稳定期", en: "Stable", spanZh: "6–24 个月", spanEn: "6–24 months" },
  { phase: "O", zh: "老业主", en: "Old owner", spanZh: "满 2 年", spanEn: "from 2 years" },
];

export type OwnershipDates = {
  /** Day the contract was signed; undefined while only subscribed or unsold. */
  readonly signedOn: CalendarDate | undefined;
  /** Day the home was handed over; undefined before. */
  readonly handedOverOn: CalendarDate | undefined;
};

/**
 * Phase of a home's owner on a calendar day (Asia/Shanghai), rules Q1 and Q2.
 * Intervals are half-open; months are added on the calendar and clamped to the month's end.
 * @returns undefined when nobody owns the home on that day (not signed yet)
 */
export function ownerPhaseOn(
  day: CalendarDate,
  dates: OwnershipDates,
  boundaries: PhaseBoundaries = DEFAULT_PHASE_BOUNDARIES,
): OwnerPhase | undefined {
  const { signedOn, handedOverOn } = dates;
  if (signedOn === undefined || signedOn > day) return undefined;
  if (handedOverOn === undefined || handedOverOn > day) return "P";
  if (day < addMonths(handedOverOn, boundaries.runInMonths)) return "R";
  if (day < addMonths(handedOverOn, boundaries.stableMonths)) return "S";
  return "O";
}
