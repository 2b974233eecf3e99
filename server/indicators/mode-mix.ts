import type { CutWave } from "./cut-wave.ts";
import { type Place, placeKey, type UnitKey, WHOLE } from "./place.ts";
import type { Sources } from "./sources.ts";
import { remembered } from "./table-cache.ts";

/** By place, counted answers by the way they were given. */
export type ModeMix = ReadonlyMap<string, ReadonlyMap<string, number>>;

const UNIT_CUTS = ["region", "region_current", "project"] as const;

function unitsOf(group: Readonly<Record<string, string>>): readonly UnitKey[] {
  const named = UNIT_CUTS.flatMap((cut): UnitKey[] => (group[cut] ? [`${cut}:${group[cut]}`] : []));
  return [WHOLE, ...named];
}

/** How the answers of a wave were given, in every place; counted once for a state of the data. */
function modeMixOf({ analysis }: Sources, { wave, wording, table }: CutWave): Promise<ModeMix> {
  return remembered(`mode-mix|${table.id}`, async () => {
    const { moments } = await analysis.moments({
      questionnaire: wording.questionnaire,
      waveIds: [wave.id],
      by: [...UNIT_CUTS, "phase", "mode"],
      columns: [],
    });
    const mix = new Map<string, Map<string, number>>();
    for (const { group, respondents } of moments.cells)
      for (const unit of unitsOf(group))
        for (const phase of [undefined, group.phase as Place["phase"]]) {
          const key = placeKey({ unit, phase });
          const modes = mix.get(key) ?? new Map<string, number>();
          modes.set(group.mode ?? "", (modes.get(group.mode ?? "") ?? 0) + respondents);
          mix.set(key, modes);
        }
    return mix;
  });
}

/** Each mode's share of a place's answers, 0–1. */
function sharesOf(modes: ReadonlyMap<string, number>): (mode: string) => number {
  const all = [...modes.values()].reduce((sum, n) => sum + n, 0);
  return (mode) => (modes.get(mode) ?? 0) / all;
}

/**
 * Places where some mode's share of the answers moved by more than so many percentage points between two waves: how
 * one is asked moves marks, so a change there is marked (methodology 14, rule 3). Places without answers in one of them
 * are left out.
 */
export function placesAskedOtherwise(before: ModeMix, after: ModeMix, points: number): ReadonlySet<string> {
  return new Set(
    [...after].flatMap(([key, now]) => {
      const then = before.get(key);
      if (then === undefined) return [];
      const [was, is] = [sharesOf(then), sharesOf(now)];
      const moved = [...new Set([...then.keys(), ...now.keys()])].map((mode) =>
        Math.abs(is(mode) - was(mode)),
      );
      return Math.max(...moved) > points / 100 + 1e-9 ? [key] : [];
    }),
  );
}

/** Where changes between two waves are marked because the mix of modes moved. */
export async function askedOtherwise(
  sources: Sources,
  before: CutWave,
  now: CutWave,
  points: number,
): Promise<ReadonlySet<string>> {
  const [then, since] = await Promise.all([modeMixOf(sources, before), modeMixOf(sources, now)]);
  return remembered(`asked-otherwise|${before.table.id}|${now.table.id}|${points}`, () =>
    placesAskedOtherwise(then, since, points),
  );
}
