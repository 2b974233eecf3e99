import type { Reading } from "#analytics/reading.ts";

const MEASURES = ["counted", "unmarked", "received"] as const;

/** The group's index as it counts, without marked answers, and with everything that came in. */
export type Effect = Readonly<Record<(typeof MEASURES)[number], Reading>>;

/** The page is everybody's, so an index of fewer answers than are shown elsewhere is not on it either. */
const LEAST_ANSWERS = 10;
/** Two figures that differ by fewer answers would tell, by subtraction, what those few said. */
const LEAST_APART = 5;

/** What marks did to the index, if telling it tells of nobody; undefined otherwise. */
export function tellableEffect(effect: Effect | undefined): Effect | undefined {
  if (effect === undefined) return undefined;
  const sizes = MEASURES.map((measure) => effect[measure].n ?? 0).toSorted((a, b) => a - b);
  if ((sizes[0] ?? 0) < LEAST_ANSWERS) return undefined;
  const gaps = sizes.slice(1).map((n, place) => n - (sizes[place] ?? 0));
  if (gaps.some((gap) => gap > 0 && gap < LEAST_APART)) return undefined;
  const { counted, unmarked, received } = effect;
  return { counted, unmarked, received };
}
