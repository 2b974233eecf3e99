import { addDays, type CalendarDate, shanghaiDate } from "./calendar-date.ts";

/** A part of a day, in minutes after midnight in Asia/Shanghai: from the first to before the last, 0 to 1440. */
export type DaySpan = { readonly from: number; readonly to: number };

/** When owners may be called, visited and written to: spans of a day in order, and days on which nobody may. */
export type ContactTimes = { readonly hours: readonly DaySpan[]; readonly holidays: readonly CalendarDate[] };

/** The hours nobody has chosen otherwise, as they are written in a setting. */
export const USUAL_CONTACT_HOURS: readonly string[] = ["09:00-12:00", "14:00-20:00"];

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

/** Spans written `09:00-12:00`; undefined when one is none, or they are not in order or overlap. */
export function readDaySpans(texts: readonly string[]): readonly DaySpan[] | undefined {
  const spans: DaySpan[] = [];
  for (const text of texts) {
    const [hour, minute, lastHour, lastMinute] = SPAN.exec(text)?.slice(1).map(Number) ?? [];
    if (hour === undefined || minute === undefined || lastHour === undefined || lastMinute === undefined)
      return undefined;
    const span = { from: hour * 60 + minute, to: lastHour * 60 + lastMinute };
    if (span.to > 1440 || span.from >= span.to || span.from < (spans.at(-1)?.to ?? 0)) return undefined;
    spans.push(span);
  }
  return spans;
}

/** A minute of the day as it stands on a clock: 09:00, 24:00. */
export function clockTime(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** The hours as one reads them, in order: 09:00–12:00, 14:00–20:00. */
export function hourWords({ hours }: Pick<ContactTimes, "hours">, between = ", "): string {
  return hours.map(({ from, to }) => `${clockTime(from)}–${clockTime(to)}`).join(between);
}

/** Minutes since midnight in Asia/Shanghai. */
export function minuteOfDay(instant: Date): number {
  return (Math.floor(instant.getTime() / 60_000) + 480) % 1440;
}

/** The instant of a minute of a day in Asia/Shanghai. */
export function instantAt(day: CalendarDate, minute: number): Date {
  return new Date(new Date(`${day}T00:00:00+08:00`).getTime() + minute * 60_000);
}

/** Whether an owner may be called, visited or written to at an instant. */
export function isContactTime(instant: Date, { hours, holidays }: ContactTimes): boolean {
  if (holidays.includes(shanghaiDate(instant))) return false;
  const minute = minuteOfDay(instant);
  return hours.some(({ from, to }) => minute >= from && minute < to);
}

/** The first instant from `instant` on at which owners may be contacted. @throws RangeError when there is none in a whole year */
export function nextContactTime(instant: Date, times: ContactTimes): Date {
  if (isContactTime(instant, times)) return instant;
  for (let day = shanghaiDate(instant), days = 0; days < 366; day = addDays(day, 1), days++) {
    if (times.holidays.includes(day)) continue;
    for (const { from } of times.hours) {
      const start = instantAt(day, from);
      if (start > instant) return start;
    }
  }
  throw new RangeError("no day of a whole year is for contacting owners");
}
