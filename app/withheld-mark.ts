import type { ReadingView } from "#server/indicators/reading-view.ts";
import { NOTHING } from "./format.ts";

/** What may be told of a number: all of it, its place below a minimum, or nothing. */
export type Told = Pick<ReadingView, "state" | "minimum">;

/** What stands for a number of which not even the count may be told. */
export const HIDDEN_MARK = "·";

/** What stands for a score of fewer answers than the rule asks for. */
export function fewMark(minimum: number): string {
  return `n<${minimum}`;
}

/**
 * What stands in place of a number that must not be told, on every screen, in every picture and in every file.
 * @returns undefined where the number itself may stand
 */
export function withheldMark({ state, minimum }: Told): string | undefined {
  if (state === "n-only" && minimum !== undefined) return fewMark(minimum);
  return state === "n-only" || state === "hidden" ? HIDDEN_MARK : undefined;
}

/** The mark of a score beside its count, which says `n<10` once a row: a dash. */
export function scoreMark(reading: Told): string | undefined {
  return reading.state === "n-only" ? NOTHING : withheldMark(reading);
}

/** Whether there is no score to print, colour or move: withheld, or never asked. */
export function isSilent(state: ReadingView["state"]): boolean {
  return state === "undefined" || state === "n-only" || state === "hidden";
}
