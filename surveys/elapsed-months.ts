import { addMonths, type CalendarDate } from "./calendar-date.ts";
import type { Respondent } from "./compile-questionnaire.ts";

/**
 * Months from an event to a day, begun ones counted: the least m with event + m months on or after the day; 0 when
 * the event lies later. A question asked of events "at most m months ago" is asked when this is at most m.
 */
export function elapsedMonths(event: CalendarDate, day: CalendarDate): number {
  let months = 0;
  while (addMonths(event, months) < day) months++;
  return months;
}

/** A day on which adding and taking away months never meets a month's end. */
const ANCHOR: CalendarDate = "2000-06-15";

/** The days routing compares, rebuilt from whole months: the frame keeps no dates, which could point at a home. */
export function recencyDays(
  sinceSigning: number | null,
  sinceHandover: number | null,
): Pick<Respondent, "cutoffOn" | "signedOn" | "handedOverOn"> {
  const before = (months: number | null) => (months === null ? undefined : addMonths(ANCHOR, -months));
  return { cutoffOn: ANCHOR, signedOn: before(sinceSigning), handedOverOn: before(sinceHandover) };
}
