import type { ChangeView, ReadingView } from "#server/indicators/reading-view.ts";

/**
 * A reading against a number that is taken as exact, a target or a benchmark. Better or worse where the whole 95 % interval
 * lies on one side; of fewer than 30 answers nothing is said.
 * @returns null where either is missing or the reading may not be judged
 */
export function againstFixed(reading: ReadingView, fixed: number | undefined): ChangeView | null {
  const { value, low, high, state } = reading;
  if (fixed === undefined || value === null || state !== "full") return null;
  const apart = low !== null && high !== null && (low > fixed || high < fixed);
  return {
    difference: value - fixed,
    low: low === null ? null : low - fixed,
    high: high === null ? null : high - fixed,
    significant: apart,
    verdict: !apart ? "not-distinguishable" : value > fixed ? "better" : "worse",
  };
}
