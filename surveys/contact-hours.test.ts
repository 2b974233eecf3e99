import { expect, it } from "vitest";
import {
  type ContactTimes,
  clockTime,
  isContactTime,
  nextContactTime,
  readDaySpans,
  USUAL_CONTACT_HOURS,
} from "./contact-hours.ts";

const at = (time: string, day = "2025-11-20") => new Date(`${day}T${time}:00+08:00`);
const usual = (holidays: readonly string[] = []): ContactTimes => ({
  hours: readDaySpans(USUAL_CONTACT_HOURS) ?? [],
  holidays,
});

it("lets owners be called in the morning and from two to eight, in their own time", () => {
  const allowed = ["09:00", "11:59", "14:00", "19:59"];
  const quiet = ["00:00", "08:59", "12:00", "13:59", "20:00", "23:59"];
  expect(allowed.map((time) => isContactTime(at(time), usual()))).toEqual(allowed.map(() => true));
  expect(quiet.map((time) => isContactTime(at(time), usual()))).toEqual(quiet.map(() => false));
  expect(isContactTime(new Date("2025-11-20T01:00:00Z"), usual())).toBe(true);
  expect(isContactTime(new Date("2025-11-20T00:59:59Z"), usual())).toBe(false);
});

it("leaves public holidays alone, by the day in Shanghai", () => {
  const times = usual(["2025-10-01"]);
  expect(isContactTime(at("10:00", "2025-10-01"), times)).toBe(false);
  expect(isContactTime(at("10:00", "2025-10-02"), times)).toBe(true);
});

it("finds the next time at which owners may be contacted", () => {
  const next = (from: Date) => nextContactTime(from, usual(["2025-11-21"])).getTime();
  expect(next(at("10:30"))).toBe(at("10:30").getTime());
  expect(next(at("06:00"))).toBe(at("09:00").getTime());
  expect(next(at("12:00"))).toBe(at("14:00").getTime());
  // the next day is a holiday
  expect(next(at("20:00"))).toBe(at("09:00", "2025-11-22").getTime());
});

it("goes by other hours to the minute", () => {
  const times = { hours: readDaySpans(["10:30-11:15", "22:00-24:00"]) ?? [], holidays: [] };
  const allowed = ["10:30", "11:14", "22:00", "23:59"];
  const quiet = ["09:00", "10:29", "11:15", "14:00", "21:59", "00:00"];
  expect(allowed.map((time) => isContactTime(at(time), times))).toEqual(allowed.map(() => true));
  expect(quiet.map((time) => isContactTime(at(time), times))).toEqual(quiet.map(() => false));
  expect(nextContactTime(at("12:00"), times)).toEqual(at("22:00"));
});

it("reads spans of a day, in order and apart, and writes them again", () => {
  const spans = readDaySpans(["08:00-09:30", "09:30-24:00"]);
  expect(spans?.map(({ from, to }) => `${clockTime(from)}-${clockTime(to)}`)).toEqual([
    "08:00-09:30",
    "09:30-24:00",
  ]);
  const wrong = [["9-12"], ["12:00-09:00"], ["10:00-10:00"], ["09:00-12:00", "11:00-13:00"], ["22:00-24:30"]];
  expect(wrong.map((texts) => readDaySpans(texts))).toEqual(wrong.map(() => undefined));
  expect(readDaySpans(["14:00-20:00", "09:00-12:00"])).toBeUndefined();
});
