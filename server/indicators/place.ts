import type { Cut } from "#server/analysis/selection.ts";
import type { TreeUnit } from "#server/scope/org-tree.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";

/** Regions as they stood on the cut-off day, or with today's projects. */
export type Organisation = "then" | "now";

/** The whole of a wave: every project asked. */
export const WHOLE = "whole";

/** A unit as numbers know it: the whole, a project, or a region with its projects of then or of now. */
export type UnitKey = typeof WHOLE | `${"project" | "region" | "region_current"}:${string}`;

/** Where a reading stands: a unit, and one owner phase or all. */
export type Place = { readonly unit: UnitKey; readonly phase: OwnerPhase | undefined };

/** Text of a place, equal for equal places. */
export function placeKey({ unit, phase }: Place): string {
  return `${unit}/${phase ?? ""}`;
}

/** Whether a place, by its text, is of one phase. */
export function isPhased(place: string): boolean {
  return !place.endsWith("/");
}

/** What a level is made of: the grouping columns of its places. */
export type Level = { readonly name: string; readonly by: readonly Cut[]; readonly phases: boolean };

const UNIT_LEVELS: readonly (readonly Cut[])[] = [[], ["region"], ["region_current"], ["project"]];

/** The levels a wave is read on; units of one level and their comparisons make a family. */
export const LEVELS: readonly Level[] = UNIT_LEVELS.flatMap((by) => [
  { name: by.join() || WHOLE, by, phases: false },
  { name: `${by.join() || WHOLE}/phase`, by: [...by, "phase" as const], phases: true },
]);

/** The place a group of a reading stands for; undefined for projects that have no region. */
export function placeOfGroup(group: Readonly<Record<string, string>>): Place | undefined {
  const phase = group.phase as OwnerPhase | undefined;
  for (const column of ["project", "region", "region_current"] as const) {
    const id = group[column];
    if (id !== undefined) return id === "" ? undefined : { unit: `${column}:${id}`, phase };
  }
  return { unit: WHOLE, phase };
}

/** Where a unit's numbers stand: the group's are those of the whole wave. */
export function placeOfUnit(
  unit: TreeUnit,
  phase: OwnerPhase | undefined,
  organisation: Organisation,
): Place {
  if (unit.kind === "group") return { unit: WHOLE, phase };
  const column = unit.kind === "region" ? (organisation === "now" ? "region_current" : "region") : "project";
  return { unit: `${column}:${unit.id}`, phase };
}
