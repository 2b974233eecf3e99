import { addDays, type CalendarDate, shanghaiDate } from "./calendar-date.ts";
import { CONTACT_HOURS } from "./contact-hours.ts";

/** Parts of a day in which somebody is at home or is not. */
export type DayPart = "morning" | "afternoon" | "evening";

/** An hour in which an owner may be called. */
export type ContactSlot = {
  readonly day: CalendarDate;
  /** Hour of the day it begins, Asia/Shanghai. */
  readonly hour: number;
  readonly at: Date;
  readonly part: DayPart;
};

function hourOf(instant: Date): number {
  return Math.floor((instant.getTime() / 3_600_000 + 8) % 24);
}

function partOf(hour: number): DayPart {
  if (hour < 12) return "morning";
  return hour < 17 ? "afternoon" : "evening";
}

/** The part of the day an instant lies in, Asia/Shanghai. */
export function dayPartOf(instant: Date): DayPart {
  return partOf(hourOf(instant));
}

function slotsOf(day: CalendarDate, now: Date): readonly ContactSlot[] {
  return CONTACT_HOURS.flatMap(([from, to]) =>
    Array.from({ length: to - from }, (_, step): ContactSlot => {
      const hour = from + step;
      const at = new Date(`${day}T${String(hour).padStart(2, "0")}:00:00+08:00`);
      return { day, hour, at, part: partOf(hour) };
    }),
  ).filter(({ at }) => at > now);
}

/**
 * Hours to offer for the next contact: on each of the next days one or two, in parts of the day that were not tried yet
 * before those that were, never outside the contact hours or on a holiday.
 * @param tried instants of the contacts so far
 * @param until last day, as the wave ends then
 */
export function nextSlots(
  now: Date,
  tried: readonly Date[],
  until: CalendarDate,
  holidays: ReadonlySet<CalendarDate> = new Set(),
): readonly ContactSlot[] {
  const count = new Map<DayPart, number>([
    ["morning", 0],
    ["afternoon", 0],
    ["evening", 0],
  ]);
  for (const instant of tried) {
    const part = dayPartOf(instant);
    count.set(part, (count.get(part) ?? 0) + 1);
  }
  const slots: ContactSlot[] = [];
  let day = shanghaiDate(now);
  for (let days = 0; days < 3 && day <= until; day = addDays(day, 1)) {
    if (holidays.has(day)) continue;
    const open = slotsOf(day, now);
    if (open.length === 0) continue;
    days++;
    const parts = [...new Set(open.map(({ part }) => part))].toSorted(
      (a, b) => (count.get(a) ?? 0) - (count.get(b) ?? 0),
    );
    for (const part of parts.slice(0, 2)) {
      const first = open.find((slot) => slot.part === part);
      if (first) slots.push(first);
    }
  }
  return slots;
}
