import type { Cell } from "#analytics/moments.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { type UnitKey, WHOLE } from "./place.ts";

/** By unit, the phase its answers all come from, where it is one: the index then weighs as in that phase. */
export function onlyPhases(cells: readonly Cell[]): ReadonlyMap<UnitKey, OwnerPhase> {
  const found = new Map<UnitKey, Set<string>>();
  for (const { group, respondents } of cells) {
    if (respondents === 0) continue;
    const units: UnitKey[] = [
      WHOLE,
      `region:${group.region ?? ""}`,
      `region_current:${group.region_current ?? ""}`,
      `project:${group.project ?? ""}`,
    ];
    for (const unit of units) found.set(unit, (found.get(unit) ?? new Set()).add(group.phase ?? ""));
  }
  return new Map(
    [...found].flatMap(([unit, phases]) => {
      const only = OWNER_PHASES.find((phase) => phases.size === 1 && phases.has(phase));
      return only === undefined ? [] : [[unit, only] as const];
    }),
  );
}
