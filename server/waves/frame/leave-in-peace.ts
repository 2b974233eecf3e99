import type { Statements } from "#server/database/statements.ts";
import { markAskedSince, markFurtherHomes, markOptedOut } from "#server/vault/frame-links.ts";
import { addDays, type CalendarDate } from "#surveys/calendar-date.ts";
import type { WaveFacts } from "../wave-facts.ts";

/**
 * The day since when nobody may have been asked by another survey who is invited on `day`: counted from the opening, or
 * from the day itself once the wave is open, for other surveys go on while its frame stands.
 * @param contactDays days within which nobody is asked twice
 */
export function peaceSince(opensOn: CalendarDate, day: CalendarDate, contactDays: number): CalendarDate {
  return addDays(day > opensOn ? day : opensOn, -contactDays);
}

/**
 * Marks the staged homes that are not asked, by rule: owners who want no surveys, who were asked within the days before
 * the opening, and further homes of one person. The first reason that holds is the one that is kept.
 */
export async function leaveInPeace(run: Statements, wave: WaveFacts, contactDays: number): Promise<void> {
  await markOptedOut(run);
  await markAskedSince(run, wave.id, peaceSince(wave.opensOn, wave.opensOn, contactDays));
  await markFurtherHomes(run, `${wave.kind}:${wave.year}`);
}
