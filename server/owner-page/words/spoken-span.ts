import type { DaySpan } from "#surveys/contact-hours.ts";

function spoken(minute: number): string {
  const hour = Math.floor(minute / 60);
  const past = minute % 60;
  return `${hour > 12 ? hour - 12 : hour}${past === 0 ? "" : `:${String(past).padStart(2, "0")}`}`;
}

/** A span of half a day as one says it beside its part of the day: 9–12, 2:30–6. */
export function spokenSpan({ from, to }: DaySpan): string {
  return `${spoken(from)}–${spoken(to)}`;
}
