import { randomUUID } from "node:crypto";
import type { Stratum } from "#analytics/moments.ts";
import type { Reading } from "#analytics/reading.ts";
import { screenReading } from "#analytics/screen-reading.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { placeKey, type UnitKey } from "./place.ts";
import type { ShownEstimand } from "./query.ts";
import type { ReadingMap } from "./reading-cells.ts";
import { shrunkenReadings } from "./shrunken-readings.ts";
import { unitsOf, unmovedRegions } from "./table-relations.ts";
import { leavesOf } from "./version-shift.ts";
import { readLevels, samplesOf, type WaveTable, withAliases } from "./wave-table.ts";

function isOpen(reading: Reading | undefined): boolean {
  return reading === undefined || reading.value !== undefined || reading.state === "undefined";
}

/** Places of the projects and phases that make up each unit, and each unit's phase. */
function strataPlaces(strata: readonly Stratum[]): ReadonlyMap<string, readonly string[]> {
  const unmoved = unmovedRegions(strata);
  const places = new Map<string, string[]>();
  for (const stratum of strata) {
    const phase = stratum.phase as OwnerPhase | undefined;
    const own = placeKey({ unit: `project:${stratum.project ?? ""}`, phase });
    for (const unit of unitsOf(stratum, unmoved))
      for (const key of [placeKey({ unit, phase: undefined }), placeKey({ unit, phase })])
        places.set(key, [...(places.get(key) ?? []), own]);
  }
  return places;
}

/**
 * Whether a number that weighs the same answers otherwise may be told: only where everything it is made of is told, as two
 * weightings of the same parts would solve for a hidden one.
 */
function openness(table: WaveTable, estimand: ShownEstimand): (place: string, node: string) => boolean {
  const { shown, moments, withheld } = table;
  const strata = strataPlaces(moments.strata);
  const [definition] = table.definitions;
  const told = (place: string, node: string) => isOpen(shown.get(place)?.get(node));
  return (place, node) => {
    if (!told(place, node) || withheld?.get(place)?.has(node)) return false;
    if (estimand === "phase-standardised") {
      // made of the unit's own phases, each weighed as a whole
      const [unit = "", phase] = place.split("/");
      return (
        phase !== "" ||
        OWNER_PHASES.every((each) => told(placeKey({ unit: unit as UnitKey, phase: each }), node))
      );
    }
    // made of single items over all projects and phases
    const leaves = definition ? leavesOf(definition, node) : [];
    return (strata.get(place) ?? []).every((each) =>
      [node, ...leaves].every((leaf) => told(each, leaf) && !withheld?.get(each)?.has(leaf)),
    );
  };
}

/**
 * The same wave for other owners than its own: under the common phase mix, of those who answered alone, or with each unit drawn towards
 * the others. What is hidden stays hidden, and what would let one work it out is hidden too.
 */
export function estimandTable(table: WaveTable, estimand: ShownEstimand): WaveTable {
  if (estimand === "owner-weighted") return table;
  if (estimand === "shrunken")
    return {
      ...table,
      id: randomUUID(),
      estimand,
      shown: shrunkenReadings(table),
      samples: () => new Map(),
    };
  const { definitions, moments, levels } = table;
  const open = openness(table, estimand);
  const { readings } = readLevels(definitions, moments, levels, "finite", estimand);
  const screened: ReadingMap = new Map(
    [...readings].map(([key, nodes]) => [
      key,
      new Map(
        [...nodes].map(([node, reading]): [string, Reading] => {
          const { state, minimum } = table.shown.get(key)?.get(node) ?? {};
          if (state === "n-only" || state === "hidden" || state === undefined)
            return [node, screenReading(reading, state ?? "hidden", minimum)];
          if (state === "undefined") return [node, screenReading(reading, "empty")];
          return [node, screenReading(reading, open(key, node) ? "shown" : "hidden")];
        }),
      ),
    ]),
  );
  return {
    ...table,
    id: randomUUID(),
    estimand,
    shown: withAliases(screened, moments),
    samples: samplesOf(definitions, moments, levels, estimand),
  };
}
