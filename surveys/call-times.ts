import { addDays, type CalendarDate, shanghaiDate } from "./calendar-date.ts";
import { type ContactTimes, type DaySpan, instantAt, minuteOfDay } from "./contact-hours.ts";

/** Parts of a day an owner chooses between for being called; what of each is offered follows the contact hours. */
const PARTS = [
  { part: "morning", from: 0, to: 12 * 60 },
  { part: "afternoon", from: 12 * 60, to: 18 * 60 },
  { part: "evening", from: 18 * 60, to: 24 * 60 },
] as const;

/** Contact hours within one part of a day. */
export type CallWindow = DaySpan & { readonly part: (typeof PARTS)[number]["part"] };

/** A time that can be chosen: its first minute, and the day and part of day it is called by. */
export type CallTime = { readonly at: Date; readonly day: CalendarDate; readonly window: CallWindow };

/** How many days are offered, and how far ahead they are looked for. */
const DAYS_OFFERED = 4;
const DAYS_AHEAD = 14;

/** The windows of a day: contact hours, cut at noon and at six. In order. */
export function callWindows({ hours }: Pick<ContactTimes, "hours">): readonly CallWindow[] {
  return hours.flatMap((span) =>
    PARTS.map(({ part, from, to }) => ({
      part,
      from: Math.max(from, span.from),
      to: Math.min(to, span.to),
    })).filter(({ from, to }) => from < to),
  );
}

/** The window of a day an instant lies in; undefined outside of all, as hours may change after somebody chose. */
export function callTimeOf(at: Date, times: Pick<ContactTimes, "hours">): CallTime | undefined {
  const minute = minuteOfDay(at);
  const window = callWindows(times).find(({ from, to }) => minute >= from && minute < to);
  return window && { at, day: shanghaiDate(at), window };
}

/**
 * The times an owner may ask to be called at: whole windows of the next days that have not begun, never on a holiday, and
 * none after the survey's last day. In order.
 */
export function callTimes(now: Date, lastDay: CalendarDate, times: ContactTimes): readonly CallTime[] {
  const windows = callWindows(times);
  const offered: CallTime[] = [];
  const days = new Set<CalendarDate>();
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
    const day = addDays(shanghaiDate(now), ahead);
    if (day > lastDay) break;
    if (times.holidays.includes(day)) continue;
    for (const window of windows) {
      const at = instantAt(day, window.from);
      if (at <= now) continue;
      if (!days.has(day) && days.size === DAYS_OFFERED) return offered;
      days.add(day);
      offered.push({ at, day, window });
    }
  }
  return offered;
}
