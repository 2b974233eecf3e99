import { addDays, type CalendarDate, shanghaiDate } from "./calendar-date.ts";

/** Hours of a day in which owners may be called or visited, from the first minute to before the last. */
export const CONTACT_HOURS: readonly (readonly [from: number, to: number])[] = [
  [9, 12],
  [14, 20],
];

/**
 * Whether an owner may be called or visited at an instant: 09:00–12:00 and 14:00–20:00 in Asia/Shanghai, never on a
 * public holiday.
 * @param holidays days off, as the state declares them each year
 */
export function isContactTime(instant: Date, holidays: ReadonlySet<CalendarDate> = new Set()): boolean {
  if (holidays.has(shanghaiDate(instant))) return false;
  const hour = (instant.getTime() / 3_600_000 + 8) % 24;
  return CONTACT_HOURS.some(([from, to]) => hour >= from && hour < to);
}

/** The first instant from `instant` on at which owners may be contacted. @throws RangeError when a whole year is holidays */
export function nextContactTime(instant: Date, holidays: ReadonlySet<CalendarDate> = new Set()): Date {
  if (isContactTime(instant, holidays)) return instant;
  const starts = CONTACT_HOURS.map(([from]) => from);
  for (let day = shanghaiDate(instant), days = 0; days < 366; day = addDays(day, 1), days++) {
    if (holidays.has(day)) continue;
    for (const hour of starts) {
      const start = new Date(`${day}T${String(hour).padStart(2, "0")}:00:00+08:00`);
      if (start > instant) return start;
    }
  }
  throw new RangeError("no day of a whole year is for contacting owners");
}
