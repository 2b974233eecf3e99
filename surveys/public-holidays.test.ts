import { expect, test } from "vitest";
import { PUBLISHED_HOLIDAYS, yearsWithoutHolidays } from "./public-holidays.ts";

test("the days off of 2026 are as many as the notice counts, on the weekdays it names", () => {
  expect(PUBLISHED_HOLIDAYS).toHaveLength(3 + 9 + 3 + 5 + 3 + 3 + 7);
  expect(PUBLISHED_HOLIDAYS).toEqual([...new Set(PUBLISHED_HOLIDAYS)].toSorted());
  const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
  // as printed beside the days: the first and last of each holiday
  const printed = [
    ["2026-01-01", 4],
    ["2026-01-03", 6],
    ["2026-02-15", 0],
    ["2026-02-23", 1],
    ["2026-04-04", 6],
    ["2026-04-06", 1],
    ["2026-05-01", 5],
    ["2026-05-05", 2],
    ["2026-06-19", 5],
    ["2026-06-21", 0],
    ["2026-09-25", 5],
    ["2026-09-27", 0],
    ["2026-10-01", 4],
    ["2026-10-07", 3],
  ] as const;
  for (const [day, expected] of printed) {
    expect(PUBLISHED_HOLIDAYS).toContain(day);
    expect(weekday(day)).toBe(expected);
  }
  // worked in exchange, also by the notice
  for (const day of ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"])
    expect(PUBLISHED_HOLIDAYS).not.toContain(day);
});

test("a year is known once one of its holidays is", () => {
  expect(yearsWithoutHolidays("2026-11-01", "2026-12-20", PUBLISHED_HOLIDAYS)).toEqual([]);
  expect(yearsWithoutHolidays("2026-12-01", "2027-01-20", PUBLISHED_HOLIDAYS)).toEqual([2027]);
  expect(yearsWithoutHolidays("2025-12-01", "2027-01-20", ["2026-01-01"])).toEqual([2025, 2027]);
  expect(yearsWithoutHolidays("2026-12-01", "2027-01-20", [])).toEqual([2026, 2027]);
});
