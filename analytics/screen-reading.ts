import type { CellProtection } from "./protect-cells.ts";
import type { Reading } from "./reading.ts";

/** Fewer answers than that: not even their number is told. Below it a number is personal data. */
export const PRIVACY_FLOOR = 5;
/** Fewer answers than that: a value is indicative, not ranked, not appraised; in files always, on screens unless a setting says otherwise. */
export const FULL_FROM = 30;

/**
 * What of a reading is left to be seen under its protection: nothing, n alone, or all of it with its state.
 * @param minimum answers from which on values are told: what has fewer says so
 */
export function screenReading(reading: Reading, protection: Exclude<CellProtection, "n-only">): Reading;
export function screenReading(
  reading: Reading,
  protection: CellProtection,
  minimum: number | undefined,
): Reading;
export function screenReading(reading: Reading, protection: CellProtection, minimum?: number): Reading {
  const n = reading.n ?? 0;
  if (protection === "shown" && reading.value !== undefined) {
    return { ...reading, state: n < FULL_FROM ? "indicative" : "full" };
  }
  const hidden = protection === "hidden";
  return {
    ...reading,
    value: undefined,
    se: undefined,
    df: undefined,
    intervalSe: undefined,
    low: undefined,
    high: undefined,
    neff: undefined,
    deff: undefined,
    coverage: undefined,
    sparse: undefined,
    n: hidden ? undefined : reading.n,
    ...(protection === "n-only" && { minimum }),
    state: hidden || protection === "n-beside" ? "hidden" : protection === "n-only" ? "n-only" : "undefined",
  };
}
