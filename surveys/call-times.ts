import { addDays, type CalendarDate, shanghaiDate } from "./calendar-date.ts";
import { isContactTime } from "./contact-hours.ts";

/** Parts of a day an owner may choose for being called; each lies within the contact hours. */
export const CALL_WINDOWS = [
  { id: "morning", from: 9, to: 12 },
  { id: "afternoon", from: 14, to: 18 },
  { id: "evening", from: 18, to: 20 },
] as const;
export type CallWindow = (typeof CALL_WINDOWS)[number]["id"];

/** A time that can be chosen: its first minute, and the day and part of day it is called by. */
export type CallTime = { readonly at: Date; readonly day: CalendarDate; readonly window: CallWindow };

/** How many days are offered, and how far ahead they are looked for. */
const DAYS_OFFERED = 4;
const DAYS_AHEAD = 14;

/** The window of a day an instant lies in; undefined outside of all. */
export function callTimeOf(at: Date): CallTime | undefined {
  const hour = (at.getTime() / 3_600_000 + 8) % 24;
  const window = CALL_WINDOWS.find(({ from, to }) => hour >= from && hour < to);
  return window && { at, day: shanghaiDate(at), window: window.id };
}

/**
 * The times an owner may ask to be called at: whole parts of the next days that have not begun, never on a holiday, and
 * none after the survey's last day. In order.
 */
export function callTimes(
  now: Date,
  lastDay: CalendarDate,
  holidays: ReadonlySet<CalendarDate> = new Set(),
): readonly CallTime[] {
  const times: CallTime[] = [];
  const days = new Set<CalendarDate>();
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
    const day = addDays(shanghaiDate(now), ahead);
    if (day > lastDay) break;
    for (const { id, from } of CALL_WINDOWS) {
      const at = new Date(`${day}T${String(from).padStart(2, "0")}:00:00+08:00`);
      if (at <= now || !isContactTime(at, holidays)) continue;
      if (!days.has(day) && days.size === DAYS_OFFERED) return times;
      days.add(day);
      times.push({ at, day, window: id });
    }
  }
  return times;
}
