import { randomUUID } from "node:crypto";
import type { Reading } from "#analytics/reading.ts";
import { screenReading } from "#analytics/screen-reading.ts";
import { topTwoDefinition } from "#server/explore/top-two.ts";
import type { PublishedDefinition } from "./definitions.ts";
import type { Mode } from "./mode-tables.ts";
import type { ReadingMap } from "./reading-cells.ts";
import type { Sources } from "./sources.ts";
import {
  definitionsOf,
  momentsOfWave,
  readLevels,
  samplesOf,
  type TableRequest,
  type WaveTable,
  withAliases,
} from "./wave-table.ts";

const STATE = {
  full: "shown",
  indicative: "shown",
  "n-only": "n-only",
  hidden: "hidden",
  undefined: "empty",
} as const;

/** A rule under which every rated item is the share of answers in its two best steps. */
export function topTwoRule({ definition, hash }: PublishedDefinition): PublishedDefinition {
  return { definition: topTwoDefinition(definition), hash };
}

/** Readings with what is hidden of the same place and node elsewhere. */
function screenedLike(readings: ReadingMap, shown: ReadingMap): ReadingMap {
  return new Map(
    [...readings].map(([key, nodes]) => [
      key,
      new Map(
        [...nodes].map(([node, reading]): [string, Reading] => {
          const { state = "hidden", minimum } = shown.get(key)?.get(node) ?? {};
          return [node, screenReading(reading, STATE[state], minimum)];
        }),
      ),
    ]),
  );
}

/**
 * A wave's table with the share of the two best steps in place of means. Weights, answers and their numbers are the same, so what
 * follows from what is the same too: a share is shown exactly where its mean is.
 * @param means the table of means, of all answers or of one mode
 */
export async function topTwoTable(
  sources: Sources,
  published: PublishedDefinition,
  request: TableRequest,
  means: WaveTable,
  mode: Mode | undefined,
): Promise<WaveTable> {
  const definitions = definitionsOf(topTwoRule(published));
  const { moments: all } = await momentsOfWave(
    sources,
    definitions,
    request,
    mode === undefined ? [] : ["mode"],
  );
  const moments =
    mode === undefined
      ? all
      : { ...all, cells: all.cells.filter(({ group }) => group.mode === mode), whole: all.cells };
  const { readings } = readLevels(definitions, moments, means.levels, "finite");
  return {
    ...means,
    id: randomUUID(),
    definitions,
    moments,
    shown: withAliases(screenedLike(readings, means.shown), moments),
    samples: samplesOf(definitions, moments, means.levels),
  };
}
