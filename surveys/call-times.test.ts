import { expect, test } from "vitest";
import { CALL_WINDOWS, callTimeOf, callTimes } from "./call-times.ts";
import { isContactTime } from "./contact-hours.ts";

const at = (text: string) => new Date(`${text}+08:00`);
const said = (times: ReturnType<typeof callTimes>) => times.map(({ day, window }) => `${day} ${window}`);

test("every window lies within the hours in which owners may be called, to its last minute", () => {
  for (const { from, to } of CALL_WINDOWS)
    for (let hour = from; hour < to; hour++) {
      const time = `2026-11-25T${String(hour).padStart(2, "0")}`;
      expect(isContactTime(at(`${time}:00:00`)) && isContactTime(at(`${time}:59:59`))).toBe(true);
    }
});

test("windows that have begun are not offered, and four days are", () => {
  expect(said(callTimes(at("2026-11-26T14:00:00"), "2026-12-31"))).toEqual([
    "2026-11-26 evening",
    "2026-11-27 morning",
    "2026-11-27 afternoon",
    "2026-11-27 evening",
    "2026-11-28 morning",
    "2026-11-28 afternoon",
    "2026-11-28 evening",
    "2026-11-29 morning",
    "2026-11-29 afternoon",
    "2026-11-29 evening",
  ]);
  expect(said(callTimes(at("2026-11-26T23:30:00"), "2026-12-31"))[0]).toBe("2026-11-27 morning");
});

test("holidays are left out, and nothing is offered after the last day", () => {
  const holidays = new Set(["2026-11-27"]);
  expect(said(callTimes(at("2026-11-26T19:00:00"), "2026-11-28", holidays))).toEqual([
    "2026-11-28 morning",
    "2026-11-28 afternoon",
    "2026-11-28 evening",
  ]);
  expect(callTimes(at("2026-11-28T18:00:00"), "2026-11-28")).toEqual([]);
});

test("an instant is called by its day and window in Shanghai", () => {
  expect(callTimeOf(at("2026-11-27T18:30:00"))).toMatchObject({ day: "2026-11-27", window: "evening" });
  expect(callTimeOf(at("2026-11-27T13:00:00"))).toBeUndefined();
});
