import { addDays, type CalendarDate } from "./calendar-date.ts";

/**
 * The day that is so many working days after another: Monday to Friday, without public holidays. A weekend worked in
 * exchange for a holiday counts as free, for which days those are is told late in the year.
 * @param days 0 or more; 0 is the day itself, whatever it is
 */
export function addWorkingDays(
  day: CalendarDate,
  days: number,
  holidays: readonly CalendarDate[] = [],
): CalendarDate {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`not a number of days: ${days}`);
  const free = new Set(holidays);
  let at = day;
  for (let left = days; left > 0; ) {
    at = addDays(at, 1);
    const weekday = new Date(`${at}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !free.has(at)) left--;
  }
  return at;
}
