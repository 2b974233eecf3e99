import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, addMonths, daysBetween, isCalendarDate, shanghaiDate } from "./calendar-date.ts";

const anyDate = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 86_400_000, max: Date.UTC(2090, 0, 1) / 86_400_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

test.each(["2024-02-29", "2000-02-29", "2025-12-31", "2025-01-01", "0001-01-01"])("%s exists", (text) => {
  expect(isCalendarDate(text)).toBe(true);
});

test.each([
  "2025-02-29",
  "1900-02-29",
  "2025-02-30",
  "2025-04-31",
  "2025-00-10",
  "2025-13-01",
  "2025-01-00",
  "2025-1-1",
  "20250101",
  " 2025-01-01",
  "2025-01-01T00:00",
  "",
])("%j is not a calendar date", (text) => {
  expect(isCalendarDate(text)).toBe(false);
});

test.each([
  ["2024-08-31", 6, "2025-02-28"],
  ["2023-08-31", 6, "2024-02-29"],
  ["2024-02-29", 12, "2025-02-28"],
  ["2024-02-29", 48, "2028-02-29"],
  ["2024-05-31", 6, "2024-11-30"],
  ["2025-01-31", 1, "2025-02-28"],
  ["2025-12-15", 1, "2026-01-15"],
  ["2025-11-30", 13, "2026-12-30"],
  ["2025-03-31", -1, "2025-02-28"],
  ["2025-01-15", -1, "2024-12-15"],
  ["2025-01-15", -25, "2022-12-15"],
  ["2025-06-30", 0, "2025-06-30"],
])("%s plus %i months is %s", (date, months, expected) => {
  expect(addMonths(date, months)).toBe(expected);
});

test.each([
  ["2024-02-28", 1, "2024-02-29"],
  ["2025-02-28", 1, "2025-03-01"],
  ["2025-12-31", 1, "2026-01-01"],
  ["2025-01-01", -1, "2024-12-31"],
  ["2025-03-09", 7, "2025-03-16"],
])("%s plus %i days is %s", (date, days, expected) => {
  expect(addDays(date, days)).toBe(expected);
});

test("adding days and counting them are inverse", () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
      expect(daysBetween(date, addDays(date, days))).toBe(days);
    }),
  );
});

test("adding months lands in the month counted, on the same day or at its end, and never goes back", () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: 0, max: 60 }), (date, months) => {
      const later = addMonths(date, months);
      const count = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
      expect(isCalendarDate(later)).toBe(true);
      expect(count(later) - count(date)).toBe(months);
      const clamped = addDays(later, 1).endsWith("-01") && later.slice(8) < date.slice(8);
      expect(clamped || later.slice(8) === date.slice(8)).toBe(true);
    }),
  );
});

test("a text that is no date is refused with its name", () => {
  expect(() => addMonths("2025/01/01", 1)).toThrow("not a calendar date: 2025/01/01");
  expect(() => addDays("", 1)).toThrow("not a calendar date");
});

test("the day in Shanghai begins at 16:00 UTC", () => {
  expect(shanghaiDate(new Date("2025-11-30T15:59:59.999Z"))).toBe("2025-11-30");
  expect(shanghaiDate(new Date("2025-11-30T16:00:00.000Z"))).toBe("2025-12-01");
  expect(shanghaiDate(new Date("2024-02-28T16:00:00.000Z"))).toBe("2024-02-29");
});
