import type { Comparison } from "#analytics/comparison.ts";
import type { Reading } from "#analytics/reading.ts";
import { changeView } from "./comparisons.ts";
import type { IndicatorCut } from "./cut.ts";
import { type Place, placeKey } from "./place.ts";
import type { ChangeView, ReadingView } from "./reading-view.ts";
import type { WaveTable } from "./wave-table.ts";

const NOTHING: ReadingView = {
  value: null,
  low: null,
  high: null,
  halfWidth: null,
  n: null,
  state: "undefined",
};

/** A reading as screens show it: what its state hides is not in it. */
export function readingView(reading: Reading | undefined): ReadingView {
  if (reading === undefined) return NOTHING;
  const { value, low, high, n, state, minimum } = reading;
  if (state === "undefined") return { ...NOTHING, state };
  if (state === "n-only") return { ...NOTHING, n: n ?? null, state, minimum };
  if (state === "hidden") return { ...NOTHING, n: n ?? null, state };
  return {
    value: value ?? null,
    low: low ?? null,
    high: high ?? null,
    halfWidth: low === undefined || high === undefined ? null : (high - low) / 2,
    n: n ?? null,
    state,
  };
}

/** The reading of a place and node in a wave's table; hidden on levels the table is not made for. */
export function readingAt(table: WaveTable, place: Place, node: string): ReadingView {
  const made = place.phase === undefined || table.levels.some(({ phases }) => phases);
  return made ? readingView(table.shown.get(placeKey(place))?.get(node)) : { ...NOTHING, state: "hidden" };
}

/** A number that is set or published, as a reading: nobody answered it, and it has no interval. */
export function fixedReading(value: number | undefined): ReadingView {
  return value === undefined ? NOTHING : { ...NOTHING, value, state: "full" };
}

/** A change as screens show it, marked where owners were asked in another mix of modes. */
export function markedChange(
  { askedOtherwise, settings }: Pick<IndicatorCut, "askedOtherwise" | "settings">,
  place: Place,
  comparison: Comparison | undefined,
): ChangeView | null {
  const change = changeView(comparison, settings["verdict.level"]);
  return change && askedOtherwise.has(placeKey(place)) ? { ...change, askedOtherwise: true } : change;
}

/** Change of a place and node against the wave compared with; null where it may not be compared. */
export function changeAt(cut: IndicatorCut, place: Place, node: string): ChangeView | null {
  return markedChange(cut, place, cut.changes.get(placeKey(place))?.get(node));
}

/** Difference of a place and node to the group, in the same phase; null for the group itself. */
export function gapAt({ gaps, settings }: IndicatorCut, place: Place, node: string): ChangeView | null {
  return changeView(gaps.get(placeKey(place))?.get(node), settings["verdict.level"]);
}
