import type { Stratum } from "#analytics/moments.ts";
import type { Reading } from "#analytics/reading.ts";
import { type Place, placeKey, type UnitKey } from "#server/indicators/place.ts";
import type { ReadingMap } from "#server/indicators/reading-cells.ts";
import { unitsOf, unmovedRegions } from "#server/indicators/table-relations.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";

/** Readings of a table's part, with the places they stand at. */
export type PartReadings = {
  readonly values: Readonly<Record<string, string>>;
  readonly readings: ReadingMap;
  readonly places: ReadonlyMap<string, Place>;
};

const NOBODY = {
  value: undefined,
  se: undefined,
  df: undefined,
  low: undefined,
  high: undefined,
  n: 0,
  population: undefined,
  populationCovered: undefined,
  neff: undefined,
  coverage: undefined,
  state: "undefined",
} as const;

/**
 * A part of a crossed table at every place where somebody may have answered for all that is told: also where nobody did, and only there.
 * @param may whether a project may have answers to a node in the part, of a phase or of all
 */
export function possibleReadings(
  part: PartReadings,
  strata: readonly Stratum[],
  phases: readonly (OwnerPhase | undefined)[],
  nodes: readonly string[],
  may: (project: UnitKey, phase: OwnerPhase | undefined, node: string) => boolean,
): PartReadings {
  const unmoved = unmovedRegions(strata);
  const projects = new Map(
    strata.map((stratum): [UnitKey, readonly UnitKey[]] => [
      `project:${stratum.project ?? ""}`,
      unitsOf(stratum, unmoved),
    ]),
  );
  const readings = new Map<string, Map<string, Reading>>();
  const places = new Map<string, Place>();
  for (const [project, units] of projects)
    for (const phase of phases)
      for (const node of nodes) {
        if (!may(project, phase, node)) continue;
        for (const unit of units) {
          const place = { unit, phase };
          const key = placeKey(place);
          const own = readings.get(key) ?? new Map<string, Reading>();
          if (!own.has(node))
            own.set(node, part.readings.get(key)?.get(node) ?? { ...NOBODY, group: part.values, node });
          readings.set(key, own);
          places.set(key, place);
        }
      }
  return { values: part.values, readings, places };
}
