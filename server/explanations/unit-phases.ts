import { type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import type { CutWave } from "#server/indicators/cut-wave.ts";
import { placeKey } from "#server/indicators/place.ts";
import { readingAt } from "#server/indicators/reading-of.ts";
import type { TreeUnit } from "#server/scope/org-tree.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";

/**
 * Whether every phase of a unit may be shown: two estimands together would otherwise tell a hidden phase. Nor is a number told
 * whose leaves are withheld under another rule than that of its time.
 */
export function phasesShown(cut: IndicatorCut, unit: TreeUnit, node: string): boolean {
  const { table } = cut.now;
  return [undefined, ...OWNER_PHASES].every((phase) => {
    const place = placeFor(cut, unit, phase);
    if (table.withheld?.get(placeKey(place))?.has(node)) return false;
    const { state } = readingAt(table, place, node);
    return state === "full" || state === "indicative" || state === "undefined";
  });
}

/** The only phase a unit's answers come from; null where there are several. */
export function onlyPhaseOf(cut: IndicatorCut, unit: TreeUnit, node: string): OwnerPhase | null {
  if (cut.query.phase !== undefined) return null;
  const answered = OWNER_PHASES.filter(
    (phase) => readingAt(cut.now.table, placeFor(cut, unit, phase), node).state !== "undefined",
  );
  return answered.length === 1 ? (answered[0] ?? null) : null;
}

/** By unit, the newest wave up to the one asked for in which it had answers of the phase. */
export async function wavesAtAge(cut: IndicatorCut, units: readonly TreeUnit[], node: string) {
  const upTo = cut.waves.filter(({ year }) => year <= cut.now.wave.year);
  const found = new Map<number, CutWave>();
  for (const wave of upTo) {
    const at = await cut.waveOf(wave);
    for (const unit of units) {
      if (found.has(unit.id)) continue;
      const { state } = readingAt(at.table, placeFor(cut, unit, cut.query.phase), node);
      if (state === "full" || state === "indicative") found.set(unit.id, at);
    }
  }
  return found;
}
