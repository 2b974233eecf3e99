import { addMonths, type CalendarDate } from "./calendar-date.ts";
import type { PhaseBoundaries } from "./owner-phase.ts";

/** What a wave tells owners by, of how long they have had their home: never both, as one would let the other be subtracted. */
export const AGE_CUTS = ["batch", "tenure"] as const;
export type AgeCut = (typeof AGE_CUTS)[number];

/** Whole years after handover at which classes end, beside the limits of the phases. */
export const DEFAULT_TENURE_YEARS: readonly number[] = [3, 5];

/** Years since handover, in months: half-open, without end where `to` is null. */
export type TenureSpan = { readonly from: number; readonly to: number | null };

/**
 * Months after handover at which classes of years since handover end. The limits of the phases are always among them: a class that lay
 * in two phases would tell of the few who make the difference.
 * @param years whole years, in any order
 */
export function tenureLimits(
  years: readonly number[],
  { runInMonths, stableMonths }: PhaseBoundaries,
): readonly number[] {
  return [...new Set([runInMonths, stableMonths, ...years.map((each) => 12 * each)])].toSorted(
    (a, b) => a - b,
  );
}

/** Every class that limits make, the youngest first. */
export function tenureSpans(limits: readonly number[]): readonly TenureSpan[] {
  return [0, ...limits].map((from, at) => ({ from, to: limits[at] ?? null }));
}

/** Word of a class in the record: "24-36m", "60-m"; words sort as numbers do, and no batch is called so. */
export function tenureWord({ from, to }: TenureSpan): string {
  return `${from}-${to ?? ""}m`;
}

/** The span a word stands for, also of neighbours merged ("6-24m – 24-36m"); undefined where it is none. */
export function tenureSpan(word: string): TenureSpan | undefined {
  const spans = word.split(" – ").map((each) => /^(\d+)-(\d*)m$/.exec(each));
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last || spans.length > 2) return undefined;
  return { from: Number(first[1]), to: last[2] === "" ? null : Number(last[2]) };
}

/**
 * Class of a home by the years since its handover on a calendar day (Asia/Shanghai), reckoned as owner phases are: half-open intervals,
 * months added on the calendar and clamped to the month's end.
 * @param limits months, ascending (`tenureLimits`)
 * @returns undefined where the home is not handed over on that day
 */
export function tenureOn(
  day: CalendarDate,
  handedOverOn: CalendarDate | undefined,
  limits: readonly number[],
): string | undefined {
  if (handedOverOn === undefined || handedOverOn > day) return undefined;
  const passed = limits.filter((months) => addMonths(handedOverOn, months) <= day).length;
  return tenureWord({ from: limits[passed - 1] ?? 0, to: limits[passed] ?? null });
}
