import type { Statements } from "#server/database/statements.ts";
import { markAskedSince, markFurtherHomes, markOptedOut } from "#server/vault/frame-links.ts";
import { addDays } from "#surveys/calendar-date.ts";
import type { WaveFacts } from "../wave-facts.ts";

/**
 * Marks the staged homes that are not asked, by rule: owners who want no surveys, who were asked within the days before
 * the opening, and further homes of one person. The first reason that holds is the one that is kept.
 */
export async function leaveInPeace(run: Statements, wave: WaveFacts, contactDays: number): Promise<void> {
  await markOptedOut(run);
  await markAskedSince(run, wave.id, addDays(wave.opensOn, -contactDays));
  await markFurtherHomes(run, `${wave.kind}:${wave.year}`);
}
