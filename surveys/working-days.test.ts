import { expect, test } from "vitest";
import { addDays } from "./calendar-date.ts";
import { addWorkingDays } from "./working-days.ts";

test("fifteen working days are three weeks where no holiday falls in", () => {
  // 2026-11-27 is a Friday
  expect(addWorkingDays("2026-11-27", 15)).toBe("2026-12-18");
  expect(addWorkingDays("2026-11-28", 1)).toBe("2026-11-30");
  expect(addWorkingDays("2026-11-29", 0)).toBe("2026-11-29");
  expect(() => addWorkingDays("2026-11-29", -1)).toThrow(RangeError);
});

test("holidays are passed over, those on a weekend once", () => {
  const newYear = ["2027-01-01", "2027-01-02", "2027-01-03"];
  expect(addWorkingDays("2026-12-31", 1, newYear)).toBe("2027-01-04");
  expect(addWorkingDays("2026-12-30", 3, newYear)).toBe("2027-01-05");
});

test("as a walk over every day of three years counts it", () => {
  const holidays = ["2027-02-08", "2027-02-09", "2027-02-10", "2028-02-29"];
  for (let day = "2026-01-01"; day < "2029-01-01"; day = addDays(day, 1)) {
    const due = addWorkingDays(day, 15, holidays);
    let worked = 0;
    for (let at = addDays(day, 1); at <= due; at = addDays(at, 1)) {
      const free = /^(Sat|Sun)/.test(new Date(`${at}T12:00:00+00:00`).toUTCString()) || holidays.includes(at);
      if (!free) worked++;
      else expect(at).not.toBe(due);
    }
    expect(worked).toBe(15);
  }
});
