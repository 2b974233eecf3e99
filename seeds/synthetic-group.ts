import type { CalendarDate } from "#surveys/calendar-date.ts";
import { ANNUAL, RESIDENCE, SIGNING } from "#surveys/questionnaires/registry.ts";
import { drawStream } from "./draw.ts";
import { drawCallbacks } from "./fieldwork/callbacks.ts";
import { experienceFinder } from "./fieldwork/experience.ts";
import type { FieldSetting } from "./fieldwork/field-setting.ts";
import type { Member } from "./fieldwork/interview.ts";
import { planWaves, type SeedWave } from "./fieldwork/wave-plan.ts";
import { drawYearEnd } from "./fieldwork/year-end.ts";
import { drawHomes, type SeedBatch, type SeedHome } from "./homes.ts";
import { drawComplaints, type SeedComplaint } from "./operations/complaints.ts";
import { drawCalls, type SeedCall } from "./operations/hotline.ts";
import { drawRepairs, type SeedRepair } from "./operations/repairs.ts";
import { drawEffects, SPREAD } from "./truth/effects.ts";

export type SyntheticGroup = {
  readonly homes: readonly SeedHome[];
  readonly batches: readonly SeedBatch[];
  readonly repairs: readonly SeedRepair[];
  readonly complaints: readonly SeedComplaint[];
  readonly calls: readonly SeedCall[];
  readonly waves: readonly { readonly wave: SeedWave; readonly members: readonly Member[] }[];
};

export type SeedOptions = { readonly owners: number; readonly seed: number; readonly asOf: CalendarDate };

const QUESTIONNAIRE = { annual: ANNUAL, signing: SIGNING, residence: RESIDENCE } as const;

/**
 * A property group that never was, whose true effects are known: homes and their phases, repairs, complaints and calls,
 * and three waves of answers which depend on the first two. Equal options give an equal group.
 */
export function drawGroup({ owners, seed, asOf }: SeedOptions): SyntheticGroup {
  const effects = drawEffects(seed);
  const { homes, batches } = drawHomes(seed, owners, asOf);
  const repairs = drawRepairs(seed, homes, effects, asOf);
  const complaints = drawComplaints(seed, homes, effects, asOf);
  const calls = drawCalls(seed, homes, effects, asOf);
  const halos = drawStream(seed, "halos");
  const halo = new Map(homes.map(({ id }) => [id, halos.normal(0, SPREAD.halo)]));
  const shared = {
    seed,
    homes,
    effects,
    asOf,
    experienceOf: experienceFinder(repairs, complaints),
    haloOf: (home: number) => halo.get(home) ?? 0,
  };
  const waves = planWaves(asOf).map((wave) => {
    const setting: FieldSetting = { ...shared, wave, compiled: QUESTIONNAIRE[wave.kind] };
    return { wave, members: wave.kind === "annual" ? drawYearEnd(setting) : drawCallbacks(setting) };
  });
  return { homes, batches, repairs, complaints, calls, waves };
}
