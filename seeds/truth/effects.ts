import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { drawStream } from "../draw.ts";
import { PROJECTS } from "../group/projects.ts";
import { REGIONS } from "../group/regions.ts";
import { latentMeanForRating, latentMeanForRecommendation } from "./latent-scale.ts";

/** Standard deviations of the latent model; the person's halo makes items of one owner alike. */
export const SPREAD = {
  region: 0.1,
  project: 0.28,
  projectDimension: 0.18,
  halo: 0.62,
  noise: 0.68,
} as const;
const TOTAL_SD = Math.hypot(
  SPREAD.region,
  SPREAD.project,
  SPREAD.projectDimension,
  SPREAD.halo,
  SPREAD.noise,
);

/**
 * Score (mean × 20, or × 10 for O4) of an owner to whom nothing has happened, by dimension and phase; undefined where
 * the phase is not asked. Repairs and complaints pull D4, D5, P2 and the outcomes down from here.
 */
const TARGETS: Readonly<Record<string, Partial<Record<OwnerPhase, number>>>> = {
  O1: { P: 77, R: 72, S: 73, O: 73 },
  O2: { P: 72, R: 63, S: 66, O: 68 },
  O3: { P: 71, R: 67, S: 68, O: 68 },
  O4: { P: 73, R: 69, S: 70, O: 71 },
  D1: { P: 83 },
  D2: { P: 70 },
  D3: { R: 74 },
  D4: { R: 72, S: 73, O: 74 },
  D5: { P: 66, R: 67, S: 67, O: 67 },
  P1: { R: 76, S: 75, O: 75 },
  P2: { R: 73, S: 72, O: 71 },
  P3: { R: 72, S: 71, O: 69 },
  M1: { R: 78, S: 75, O: 72 },
  M2: { R: 74, S: 72, O: 70 },
  M3: { R: 70, S: 71, O: 71 },
};

/** Differences between items of one dimension, in latent units; unnamed items have none. */
const ITEM_SHIFTS: Readonly<Record<string, number>> = {
  Y07: 0.08,
  Y08: -0.1,
  Y11: -0.15,
  Y13: 0.12,
  Y14: -0.25,
  Y15: -0.08,
  Y17: -0.06,
  Y18: -0.15,
  Y20: 0.05,
  Y23: -0.3,
  Y24: 0.1,
  Y25: -0.28,
  Y26: 0.2,
  Y30: -0.32,
  Y31: 0.3,
  Y32: -0.08,
  Y34: 0.15,
  Y36: -0.2,
  Y38: 0.08,
  Y40: -0.12,
  Y42: -0.22,
  S02: 0.0,
  S03: 0.15,
  S04: -0.1,
  S06: 0.05,
  S07: -0.12,
  R05: -0.3,
  R08: -0.15,
  R11: -0.28,
  R12: 0.2,
  R15: -0.3,
};

export const MODE_SHIFT = { web: 0, phone: 0.12, visit: 0.22 } as const;

/** Planted stories: a change in latent units of a project's dimensions from a wave on (0 = the newest, 1 = the one before). */
const STORIES = [
  { project: "EC05", since: 0, dimensions: ["D4", "P2", "O1", "O3", "O4"], shift: -0.55 },
  { project: "EC03", since: 0, dimensions: ["M1", "M2", "D4", "O1", "O4"], shift: 0.45 },
  { project: "SC03", since: 1, dimensions: ["D5", "D4", "O1"], shift: -0.3 },
  { project: "NC01", since: 0, dimensions: ["M1", "M3", "O1"], shift: 0.3 },
  { project: "WC02", since: 1, dimensions: ["P3", "M2"], shift: 0.35 },
] as const;

/** Drift of the whole group by waves back: a slow rise, repair behind the rest. */
const GROUP_DRIFT = [0.09, 0.04, 0] as const;

export type Effects = {
  /** Latent mean of an item for a project, phase and wave (0 newest). undefined when the phase is not asked it. */
  readonly latentMean: (
    item: string,
    dimension: string,
    project: string,
    phase: OwnerPhase,
    wavesBack: number,
  ) => number | undefined;
  /** Defects per home relative to the average; goes against the project's effect (r about −0.4). */
  readonly defectRate: (project: string) => number;
};

/** The effects behind a seed, all known: what an analysis of the seeded answers should find again. */
export function drawEffects(seed: number): Effects {
  const draw = drawStream(seed, "effects");
  const region = new Map(REGIONS.map(({ code }) => [code, draw.normal(0, SPREAD.region)]));
  const project = new Map(PROJECTS.map(({ code }) => [code, draw.normal(0, SPREAD.project)]));
  const dimensions = Object.keys(TARGETS);
  const crossed = new Map(
    PROJECTS.flatMap(({ code }) =>
      dimensions.map(
        (dimension) => [`${code}/${dimension}`, draw.normal(0, SPREAD.projectDimension)] as const,
      ),
    ),
  );
  const defects = new Map(
    PROJECTS.map(({ code }) => {
      const standardised = (project.get(code) ?? 0) / SPREAD.project;
      return [code, Math.exp(0.35 * (-0.4 * standardised + Math.sqrt(1 - 0.16) * draw.normal()))];
    }),
  );
  const base = new Map<string, number>();
  for (const [dimension, phases] of Object.entries(TARGETS)) {
    for (const [phase, target] of Object.entries(phases)) {
      const mean =
        dimension === "O4"
          ? latentMeanForRecommendation(target, TOTAL_SD)
          : latentMeanForRating(target, TOTAL_SD);
      base.set(`${dimension}/${phase}`, mean);
    }
  }
  const regionOf = new Map(PROJECTS.map(({ code, region: of }) => [code, of]));
  return {
    latentMean: (item, dimension, code, phase, wavesBack) => {
      const mean = base.get(`${dimension}/${phase}`);
      if (mean === undefined) return undefined;
      const story = STORIES.filter(
        (told) =>
          told.project === code &&
          wavesBack <= told.since &&
          told.dimensions.some((name) => name === dimension),
      );
      return (
        mean +
        (ITEM_SHIFTS[item] ?? 0) +
        (region.get(regionOf.get(code) ?? "") ?? 0) +
        (project.get(code) ?? 0) +
        (crossed.get(`${code}/${dimension}`) ?? 0) +
        (GROUP_DRIFT[wavesBack] ?? 0) +
        story.reduce((sum, { shift }) => sum + shift, 0)
      );
    },
    defectRate: (code) => (defects.get(code) ?? 1) * (code === "EC05" ? 1.6 : 1),
  };
}
