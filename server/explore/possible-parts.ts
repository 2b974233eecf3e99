import type { Moments } from "#analytics/moments.ts";
import { type Place, placeKey } from "#server/indicators/place.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { type CutPart, type CutTable, partName } from "./cut-part.ts";
import type { FreeCut } from "./merged-classes.ts";
import { type PartReadings, possibleReadings } from "./possible-readings.ts";

/**
 * Everything a crossed table may have a number of: where each cut by itself, and each phase, has somebody, and homes of the batch are of
 * the phase. That much is told, or known on the spot.
 * @param found the parts that have answers
 * @param moments what they were read from
 * @param phases what it is divided by at each place
 * @param undivided the table of all answers
 * @param alone by cut, the table that divides by it alone
 */
export function possibleParts(
  found: ReadonlyMap<string, PartReadings>,
  { cells, strata }: Moments,
  phases: readonly (OwnerPhase | undefined)[],
  undivided: CutTable,
  alone: readonly (readonly [FreeCut, CutTable])[],
): ReadonlyMap<string, PartReadings> {
  const cuts = alone.map(([cut]) => cut);
  const [all] = undivided.parts.values();
  const nodes = [
    ...new Set(
      [...found.values()].flatMap(({ readings }) =>
        [...readings.values()].flatMap((each) => [...each.keys()]),
      ),
    ),
  ];
  const homes = new Set(
    cells.flatMap(({ group: { project, phase, batch }, respondents }) =>
      respondents > 0 ? [`project:${project}|${phase}|${batch}`] : [],
    ),
  );
  const some = (part: CutPart | undefined, place: Place, node: string) =>
    (part?.raw.get(placeKey(place))?.get(node)?.n ?? 0) > 0;
  let combinations: PartReadings["values"][] = [{}];
  for (const [cut, { parts }] of alone) {
    const words = [...parts.values()].map(({ values }) => values[cut] ?? "");
    combinations = combinations.flatMap((own) => words.map((word) => ({ ...own, [cut]: word })));
  }
  return new Map(
    combinations.flatMap((values): [string, PartReadings][] => {
      const name = partName(cuts, values);
      const own = found.get(name) ?? { values, readings: new Map(), places: new Map() };
      const sides = alone.map(([cut, { parts }]) => parts.get(partName([cut], values)));
      const made = possibleReadings(
        own,
        strata,
        phases,
        nodes,
        (unit, phase, node) =>
          sides.every((side) => some(side, { unit, phase: undefined }, node)) &&
          (phase === undefined ||
            (some(all, { unit, phase }, node) &&
              (values.batch === undefined || homes.has(`${unit}|${phase}|${values.batch}`)))),
      );
      return made.readings.size === 0 ? [] : [[name, made]];
    }),
  );
}
