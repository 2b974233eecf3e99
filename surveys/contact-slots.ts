import { addDays, type CalendarDate, shanghaiDate } from "./calendar-date.ts";
import { type ContactTimes, type DaySpan, instantAt, minuteOfDay } from "./contact-hours.ts";

/** Parts of a day in which somebody is at home or is not. */
export type DayPart = "morning" | "afternoon" | "evening";

/** An hour in which an owner may be called, or less where the day leaves less. */
export type ContactSlot = DaySpan & {
  readonly day: CalendarDate;
  readonly at: Date;
  readonly part: DayPart;
};

const HOUR = 60;

function partOf(minute: number): DayPart {
  if (minute < 12 * HOUR) return "morning";
  return minute < 17 * HOUR ? "afternoon" : "evening";
}

/** The part of the day an instant lies in, Asia/Shanghai. */
export function dayPartOf(instant: Date): DayPart {
  return partOf(minuteOfDay(instant));
}

/** The whole hours of a span; a shorter span is one. */
function hoursOf({ from, to }: DaySpan): readonly DaySpan[] {
  const count = Math.max(1, Math.floor((to - from) / HOUR));
  return Array.from({ length: count }, (_, step) => {
    const start = from + step * HOUR;
    return { from: start, to: Math.min(start + HOUR, to) };
  });
}

function slotsOf(day: CalendarDate, now: Date, hours: readonly DaySpan[]): readonly ContactSlot[] {
  return hours
    .flatMap(hoursOf)
    .map(({ from, to }) => ({ day, from, to, at: instantAt(day, from), part: partOf(from) }))
    .filter(({ at }) => at > now);
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
  { hours, holidays }: ContactTimes,
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
    if (holidays.includes(day)) continue;
    const open = slotsOf(day, now, hours);
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
