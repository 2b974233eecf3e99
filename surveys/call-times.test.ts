import { expect, test } from "vitest";
import { callTimeOf, callTimes, callWindows } from "./call-times.ts";
import { isContactTime, readDaySpans, USUAL_CONTACT_HOURS } from "./contact-hours.ts";

const at = (text: string) => new Date(`${text}+08:00`);
const said = (times: ReturnType<typeof callTimes>) => times.map(({ day, window }) => `${day} ${window.part}`);
const usual = (holidays: readonly string[] = []) => ({
  hours: readDaySpans(USUAL_CONTACT_HOURS) ?? [],
  holidays,
});

test("every window lies within the hours in which owners may be called, to its last minute", () => {
  const windows = callWindows(usual());
  expect(windows.map(({ part, from, to }) => `${part} ${from / 60}-${to / 60}`)).toEqual([
    "morning 9-12",
    "afternoon 14-18",
    "evening 18-20",
  ]);
  for (const { from, to } of windows)
    for (let minute = from; minute < to; minute++)
      expect(isContactTime(new Date(at("2026-11-25T00:00:00").getTime() + minute * 60_000), usual())).toBe(
        true,
      );
});

test("windows that have begun are not offered, and four days are", () => {
  expect(said(callTimes(at("2026-11-26T14:00:00"), "2026-12-31", usual()))).toEqual([
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
  expect(said(callTimes(at("2026-11-26T23:30:00"), "2026-12-31", usual()))[0]).toBe("2026-11-27 morning");
});

test("holidays are left out, and nothing is offered after the last day", () => {
  const holidays = usual(["2026-11-27"]);
  expect(said(callTimes(at("2026-11-26T19:00:00"), "2026-11-28", holidays))).toEqual([
    "2026-11-28 morning",
    "2026-11-28 afternoon",
    "2026-11-28 evening",
  ]);
  expect(callTimes(at("2026-11-28T18:00:00"), "2026-11-28", usual())).toEqual([]);
});

test("an instant is called by its day and window in Shanghai", () => {
  expect(callTimeOf(at("2026-11-27T18:30:00"), usual())).toMatchObject({
    day: "2026-11-27",
    window: { part: "evening", from: 1080, to: 1200 },
  });
  expect(callTimeOf(at("2026-11-27T13:00:00"), usual())).toBeUndefined();
});

test("windows follow the hours that were chosen", () => {
  const hours = readDaySpans(["10:30-13:00", "19:00-20:30"]) ?? [];
  expect(callWindows({ hours }).map(({ part, from, to }) => [part, from, to])).toEqual([
    ["morning", 630, 720],
    ["afternoon", 720, 780],
    ["evening", 1140, 1230],
  ]);
});
