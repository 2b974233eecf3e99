import type { Moments } from "#analytics/moments.ts";
import type { DecidedWhole } from "#server/indicators/protect-division.ts";
import { sumOfOpen } from "#server/indicators/protect-readings.ts";
import { type CutTable, partName } from "./cut-part.ts";
import type { FreeCut } from "./merged-classes.ts";
import type { PartReadings } from "./possible-readings.ts";
import { sameHomes } from "./same-homes.ts";

/**
 * Phases of projects that are the same homes as batches of a table, as what these divide.
 * @param phased the table divided by the other cuts and by phase
 * @param names parts of the table that divides by batch
 */
export function phasesAsWholes(
  phased: CutTable,
  others: readonly FreeCut[],
  moments: Moments,
  names: ReadonlyMap<string, PartReadings>,
): readonly DecidedWhole<string>[] {
  const groups = sameHomes(moments);
  return [...phased.parts].map(([name, { open }]) => {
    const keys = new Map(groups.map((group, at) => [String(at), group]));
    const sums = [...keys].map(
      ([key, { project, phases }]) =>
        [key, sumOfOpen(phases.map((phase) => open.get(`${project}/${phase}`)))] as const,
    );
    const parts = [...names].filter(([, { values }]) => partName(others, values) === name);
    return {
      open: new Map(sums),
      divides: (key) => {
        const group = keys.get(key);
        return parts.flatMap(([part, { values }]) =>
          values.batch !== undefined && group?.batches.includes(values.batch)
            ? [{ part, place: `${group.project}/` }]
            : [],
        );
      },
    };
  });
}
