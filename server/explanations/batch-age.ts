import { addMonths, type CalendarDate } from "#surveys/calendar-date.ts";
import { elapsedMonths } from "#surveys/elapsed-months.ts";

/** How old a batch is on a day. */
export type BatchAge = {
  /** Whole months since its first handover. */
  readonly months: number;
  /** Years since then, the begun one counted: 1 for the first twelve months. Yearly waves meet each of them once. */
  readonly year: number;
};

/** The age of a batch on a day; undefined before its first handover. */
export function batchAge(startsOn: CalendarDate, day: CalendarDate): BatchAge | undefined {
  if (startsOn > day) return undefined;
  const begun = elapsedMonths(startsOn, day);
  const months = addMonths(startsOn, begun) === day ? begun : begun - 1;
  return { months, year: Math.floor(months / 12) + 1 };
}
