import { expect, it } from "vitest";
import { isContactTime, nextContactTime } from "./contact-hours.ts";

const at = (time: string, day = "2025-11-20") => new Date(`${day}T${time}:00+08:00`);

it("lets owners be called in the morning and from two to eight, in their own time", () => {
  const allowed = ["09:00", "11:59", "14:00", "19:59"];
  const quiet = ["00:00", "08:59", "12:00", "13:59", "20:00", "23:59"];
  expect(allowed.map((time) => isContactTime(at(time)))).toEqual(allowed.map(() => true));
  expect(quiet.map((time) => isContactTime(at(time)))).toEqual(quiet.map(() => false));
  expect(isContactTime(new Date("2025-11-20T01:00:00Z"))).toBe(true);
  expect(isContactTime(new Date("2025-11-20T00:59:59Z"))).toBe(false);
});

it("leaves public holidays alone, by the day in Shanghai", () => {
  const holidays = new Set(["2025-10-01"]);
  expect(isContactTime(at("10:00", "2025-10-01"), holidays)).toBe(false);
  expect(isContactTime(at("10:00", "2025-10-02"), holidays)).toBe(true);
});

it("finds the next time at which owners may be contacted", () => {
  const next = (from: Date) => nextContactTime(from, new Set(["2025-11-21"])).getTime();
  expect(next(at("10:30"))).toBe(at("10:30").getTime());
  expect(next(at("06:00"))).toBe(at("09:00").getTime());
  expect(next(at("12:00"))).toBe(at("14:00").getTime());
  // the next day is a holiday
  expect(next(at("20:00"))).toBe(at("09:00", "2025-11-22").getTime());
});
