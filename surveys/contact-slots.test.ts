import { expect, test } from "vitest";
import { isContactTime, readDaySpans, USUAL_CONTACT_HOURS } from "./contact-hours.ts";
import { dayPartOf, nextSlots } from "./contact-slots.ts";

const at = (text: string) => new Date(`${text}+08:00`);
const usual = (holidays: readonly string[] = [], spans = USUAL_CONTACT_HOURS) => ({
  hours: readDaySpans(spans) ?? [],
  holidays,
});
const said = (
  now: string,
  tried: readonly string[],
  until = "2026-12-31",
  holidays: readonly string[] = [],
) =>
  nextSlots(at(now), tried.map(at), until, usual(holidays)).map(
    ({ day, from }) => `${day.slice(5)} ${from / 60}`,
  );

test("hours are offered on three days, parts of the day not tried yet first", () => {
  expect(said("2026-11-26T10:20:00", ["2026-11-24T10:00:00", "2026-11-25T18:30:00"])).toEqual([
    "11-26 14",
    "11-26 11",
    "11-27 14",
    "11-27 9",
    "11-28 14",
    "11-28 9",
  ]);
});

test("nothing is offered in the past, on a holiday, or after the wave", () => {
  expect(said("2026-11-26T20:30:00", [], "2026-11-28", ["2026-11-27"])).toEqual(["11-28 9", "11-28 14"]);
  expect(said("2026-11-26T20:30:00", [], "2026-11-26")).toEqual([]);
});

test("every hour offered is one in which owners may be called", () => {
  for (let hour = 0; hour < 24; hour++) {
    const now = at(`2026-11-26T${String(hour).padStart(2, "0")}:30:00`);
    for (const slot of nextSlots(now, [], "2026-12-31", usual())) {
      expect(isContactTime(slot.at, usual())).toBe(true);
      expect(slot.at > now).toBe(true);
      expect(dayPartOf(slot.at)).toBe(slot.part);
    }
  }
});

test("other hours make other slots, and a span of less than an hour is one", () => {
  const times = usual([], ["10:30-12:15", "18:00-18:20"]);
  const slots = nextSlots(at("2026-11-26T08:00:00"), [], "2026-11-26", times);
  expect(slots.map(({ from, to, part }) => [from, to, part])).toEqual([
    [630, 690, "morning"],
    [1080, 1100, "evening"],
  ]);
});
