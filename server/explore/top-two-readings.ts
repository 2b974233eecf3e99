import type { Reading } from "#analytics/reading.ts";
import { screenReading } from "#analytics/screen-reading.ts";
import { RESPONSE_CUTS } from "#server/analysis/selection.ts";
import { LEVELS } from "#server/indicators/place.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { momentsOfWave, readLevels } from "#server/indicators/wave-table.ts";
import { type CutTable, partName } from "./cut-part.ts";
import type { CutTableRequest } from "./cut-table.ts";
import { FREE_CUTS, type FreeCut, withClasses } from "./merged-classes.ts";
import { classesFor } from "./sums-by-cuts.ts";
import { topTwoDefinition } from "./top-two.ts";

/** The reading of a part and place under the rule of the two best steps, hidden wherever the mean is. */
export type TopTwo = (part: string, place: string, shown: Reading) => Reading | undefined;

const STATE = {
  full: "shown",
  indicative: "shown",
  "n-only": "n-only",
  hidden: "hidden",
  undefined: "empty",
} as const;

/**
 * Readers of the shares of the two best steps. Weights, answers and their numbers are those of the means, so what follows from what is
 * the same for both: a share is shown exactly where its mean is.
 */
export function topTwoReadings(asked: CutTableRequest): Promise<(table: CutTable) => TopTwo> {
  return remembered(`top-two-by-cut|${asked.whole.id}`, () => readTopTwo(asked));
}

async function readTopTwo(asked: CutTableRequest): Promise<(table: CutTable) => TopTwo> {
  const { sources, published, request } = asked;
  const definition = topTwoDefinition(published.definition);
  const reduced = await momentsOfWave(sources, [definition], request, RESPONSE_CUTS);
  const moments = withClasses(reduced.moments, await classesFor(asked, RESPONSE_CUTS));
  const made = new Map<string, ReturnType<typeof readLevels>["readings"]>();
  const cutsOf = (table: CutTable): readonly FreeCut[] => {
    const [first] = table.parts.values();
    return FREE_CUTS.filter((cut) => first !== undefined && cut in first.values);
  };
  return (table) => (part, place, shown) => {
    const cuts = cutsOf(table);
    const name = `${cuts.join()} ${part}`;
    let readings = made.get(name);
    if (readings === undefined) {
      const cells = moments.cells.filter(({ group }) => partName(cuts, group) === part);
      readings = readLevels(
        [definition],
        { ...moments, cells, whole: moments.cells },
        LEVELS,
        "finite",
      ).readings;
      made.set(name, readings);
    }
    const reading = readings.get(place)?.get(shown.node);
    // where nobody is known to have answered there is nothing of either, and it is told as little
    return reading === undefined ? shown : screenReading(reading, STATE[shown.state], shown.minimum);
  };
}
