import type { ReadingState } from "#analytics/reading.ts";
import { NOTHING } from "./format.ts";

/** What stands for a score of too few answers, and for a number of which not even the count may be told. */
export const WITHHELD = { "n-only": "n<10", hidden: "·" } as const satisfies Partial<
  Record<ReadingState, string>
>;

/**
 * What stands in place of a number that must not be told, on every screen, in every picture and in every file.
 * @returns undefined where the number itself may stand
 */
export function withheldMark(state: ReadingState): string | undefined {
  return state === "n-only" || state === "hidden" ? WITHHELD[state] : undefined;
}

/** The mark of a score beside its count, which says `n<10` once a row: a dash. */
export function scoreMark(state: ReadingState): string | undefined {
  return state === "n-only" ? NOTHING : withheldMark(state);
}

/** Whether there is no score to print, colour or move: withheld, or never asked. */
export function isSilent(state: ReadingState): boolean {
  return state === "undefined" || withheldMark(state) !== undefined;
}
