import type { Stratum } from "#analytics/moments.ts";
import { type UnitKey, WHOLE } from "#server/indicators/place.ts";
import { unitsOf, unmovedRegions } from "#server/indicators/table-relations.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import type { Combination } from "./combinations.ts";
import { companionBoxes } from "./companion-boxes.ts";
import { partName } from "./cut-part.ts";
import type { FreeCut } from "./merged-classes.ts";
import type { PartReadings } from "./possible-readings.ts";

/**
 * By part, place and indicator of a crossed table, whether it is withheld with its company.
 * @param parts everything it may have a number of
 * @param minimum answers of what is told
 */
export function companionsOfCrossing(
  cuts: readonly FreeCut[],
  phases: boolean,
  strata: readonly Stratum[],
  parts: ReadonlyMap<string, PartReadings>,
  minimum: number,
): (part: string, place: string, node: string) => boolean {
  const unmoved = unmovedRegions(strata);
  const projects = new Map(
    strata.map((stratum) => {
      const unit: UnitKey = `project:${stratum.project ?? ""}`;
      const above = unitsOf(stratum, unmoved).filter((each) => each !== WHOLE && each !== unit);
      return [unit, { unit, above }];
    }),
  );
  const readings = [...parts.values()].flatMap((part) => [...part.readings.values()]);
  const nameOf = (values: Combination) =>
    partName(cuts, Object.fromEntries(cuts.map((cut, at) => [cut, values[at]])));
  const phaseOf = (values: Combination) => (phases ? (values.at(-1) ?? "") : "");
  const company = companionBoxes({
    dimensions: [
      ...cuts.map((cut) => [...new Set([...parts.values()].map(({ values }) => values[cut] ?? ""))]),
      ...(phases ? [OWNER_PHASES] : []),
    ],
    projects: [...projects.values()],
    nodes: [...new Set(readings.flatMap((nodes) => [...nodes.keys()]))],
    answers: (unit, values, node) =>
      parts
        .get(nameOf(values))
        ?.readings.get(`${unit}/${phaseOf(values)}`)
        ?.get(node)?.n,
    minimum,
  });
  return (part, place, node) => {
    const [unit = "", phase = ""] = place.split("/");
    const values = parts.get(part)?.values ?? {};
    const own = [...cuts.map((cut) => values[cut] ?? ""), ...(phases ? [phase] : [])];
    return company(unit as UnitKey, own, node);
  };
}
