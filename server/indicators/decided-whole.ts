import type { PublishedDefinition } from "./definitions.ts";
import { LEVELS } from "./place.ts";
import { type OpenMap, openOf } from "./protect-readings.ts";
import type { ReadingMap } from "./reading-cells.ts";
import { remembered } from "./table-cache.ts";
import { definitionsOf, readLevels, type WaveTable } from "./wave-table.ts";

/** A wave's table of all answers as what finer ones divide: every reading, nothing hidden, and what readers cannot know of it. */
export function decidedWhole(
  published: PublishedDefinition,
  { id, moments, shown }: WaveTable,
): Promise<{ readonly raw: ReadingMap; readonly open: OpenMap }> {
  return remembered(`open|${id}`, () => {
    const { readings, places } = readLevels(definitionsOf(published), moments, LEVELS, "finite");
    const scheme = { definition: published.definition, strata: moments.strata, places };
    return { raw: readings, open: openOf(scheme, readings, shown) };
  });
}
