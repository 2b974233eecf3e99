import { addDays, type CalendarDate } from "./calendar-date.ts";

type Holiday = readonly [from: CalendarDate, to: CalendarDate];

/** New Year, Spring Festival, Qingming, Labour Day, Dragon Boat, Mid-Autumn, National Day. */
const OF_2026: readonly Holiday[] = [
  ["2026-01-01", "2026-01-03"],
  ["2026-02-15", "2026-02-23"],
  ["2026-04-04", "2026-04-06"],
  ["2026-05-01", "2026-05-05"],
  ["2026-06-19", "2026-06-21"],
  ["2026-09-25", "2026-09-27"],
  ["2026-10-01", "2026-10-07"],
];

function daysOf([from, to]: Holiday): readonly CalendarDate[] {
  const days = [from];
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/**
 * Days off in mainland China that are published, in order, weekends between them included: 国务院办公厅关于2026年部分节假日安排的通知,
 * 4 November 2025 (as carried by Xinhua that day). Each autumn the next year's notice comes out; until somebody enters it that year
 * has none.
 */
export const PUBLISHED_HOLIDAYS: readonly CalendarDate[] = OF_2026.flatMap(daysOf);

/** Calendar years some day of a span lies in of which no holiday is known, in order. */
export function yearsWithoutHolidays(
  from: CalendarDate,
  to: CalendarDate,
  holidays: readonly CalendarDate[],
): readonly number[] {
  const known = new Set(holidays.map((day) => Number(day.slice(0, 4))));
  const years: number[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++)
    if (!known.has(year)) years.push(year);
  return years;
}
