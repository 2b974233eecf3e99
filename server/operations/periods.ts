import { addDays, addMonths, type CalendarDate } from "#surveys/calendar-date.ts";

/** A stretch of days: after the first, up to and with the last; both with a name of its own. */
export type Period = { readonly key: string; readonly after: CalendarDate; readonly upTo: CalendarDate };

export type PeriodLength = "quarter" | "month";

const MONTHS: Readonly<Record<PeriodLength, number>> = { quarter: 3, month: 1 };
const SHOWN: Readonly<Record<PeriodLength, number>> = { quarter: 12, month: 24 };

/** The first day of the quarter or month a day lies in. */
function beginningOf(day: CalendarDate, length: PeriodLength): CalendarDate {
  const month = Number(day.slice(5, 7));
  const first = length === "month" ? month : 3 * Math.floor((month - 1) / 3) + 1;
  return `${day.slice(0, 5)}${String(first).padStart(2, "0")}-01`;
}

/** The last twelve quarters or twenty-four months, oldest first, the one that still runs last; the key is the first day. */
export function recentPeriods(today: CalendarDate, length: PeriodLength): readonly Period[] {
  const current = beginningOf(today, length);
  return Array.from({ length: SHOWN[length] }, (_, place) => {
    const first = addMonths(current, -MONTHS[length] * (SHOWN[length] - 1 - place));
    return { key: first, after: addDays(first, -1), upTo: addDays(addMonths(first, MONTHS[length]), -1) };
  });
}

/** The twelve months a wave's owners speak of. */
export function yearBefore(cutoffOn: CalendarDate, key: string): Period {
  return { key, after: addMonths(cutoffOn, -12), upTo: cutoffOn };
}
