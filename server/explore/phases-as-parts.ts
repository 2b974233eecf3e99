import type { Moments } from "#analytics/moments.ts";
import { placeKey, type UnitKey, WHOLE } from "#server/indicators/place.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";

/**
 * Parts of a cut that are the same people as a phase: who has no handover batch yet is a prospective owner. Both are told by tables
 * that do not know of each other, so that what one withholds the other must too.
 * @param partOf names the part a cell belongs to
 * @returns by place of a phase (`region:7/P`), the part that holds exactly its answers
 */
export function phasesAsParts(
  { cells }: Moments,
  partOf: (group: Readonly<Record<string, string>>) => string,
): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  const add = (key: string, n: number) => counts.set(key, (counts.get(key) ?? 0) + n);
  const pairs = new Map<string, { readonly unit: UnitKey; readonly phase: string; readonly part: string }>();
  for (const { group, respondents } of cells) {
    if (respondents === 0) continue;
    const [phase, part] = [group.phase ?? "", partOf(group)];
    const units: UnitKey[] = [
      WHOLE,
      `region:${group.region ?? ""}`,
      `region_current:${group.region_current ?? ""}`,
      `project:${group.project ?? ""}`,
    ];
    for (const unit of units) {
      const both = JSON.stringify([unit, phase, part]);
      pairs.set(both, { unit, phase, part });
      add(both, respondents);
      add(JSON.stringify([unit, "phase", phase]), respondents);
      add(JSON.stringify([unit, "part", part]), respondents);
    }
  }
  const found = new Map<string, string>();
  for (const [both, { unit, phase, part }] of pairs) {
    const own = OWNER_PHASES.find((each) => each === phase);
    const n = counts.get(both);
    const same =
      n === counts.get(JSON.stringify([unit, "phase", phase])) &&
      n === counts.get(JSON.stringify([unit, "part", part]));
    if (own && same) found.set(placeKey({ unit, phase: own }), part);
  }
  return found;
}
