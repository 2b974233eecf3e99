import type { OpenMap } from "#server/indicators/protect-readings.ts";
import type { ReadingMap } from "#server/indicators/reading-cells.ts";
import type { FreeCut } from "./merged-classes.ts";

/** The answers of one value of every cut, e.g. those by phone in high-rise homes. */
export type CutPart = {
  readonly values: Readonly<Record<string, string>>;
  readonly raw: ReadingMap;
  readonly shown: ReadingMap;
  /** What readers cannot know of it, for finer tables. */
  readonly open: OpenMap;
  /** By place, nodes whose value under another rule than that of its time leaves what is hidden as it was; none when left out. */
  readonly near?: ReadonlyMap<string, ReadonlySet<string>>;
};

/**
 * A wave's readings divided by cuts of the answers. What may be shown of it depends on the cuts alone, never on what is asked of
 * it: so whoever asks for many tables sees the same number, or the same gap, in all of them.
 */
export type CutTable = { readonly parts: ReadonlyMap<string, CutPart> };

/** Name of a part, equal for equal values. */
export function partName(
  cuts: readonly FreeCut[],
  values: Readonly<Record<string, string | undefined>>,
): string {
  return JSON.stringify(cuts.map((cut) => values[cut] ?? ""));
}
