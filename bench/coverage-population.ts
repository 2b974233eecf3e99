import type { CodedRows } from "#analytics/cell-order.ts";
import type { Stratum } from "#analytics/moments.ts";
import type { SeededRandom } from "#analytics/statistics/seeded-random.ts";
import { drawStream } from "#seeds/draw.ts";
import { drawAnswers } from "#seeds/fieldwork/answer.ts";
import { experienceFinder } from "#seeds/fieldwork/experience.ts";
import { respondentOf } from "#seeds/fieldwork/interview.ts";
import { planWaves } from "#seeds/fieldwork/wave-plan.ts";
import { FULL_FORM_ONLINE, remembered } from "#seeds/fieldwork/year-end.ts";
import { PROJECTS } from "#seeds/group/projects.ts";
import { drawHomes } from "#seeds/homes.ts";
import { drawComplaints } from "#seeds/operations/complaints.ts";
import { drawRepairs } from "#seeds/operations/repairs.ts";
import { drawEffects, SPREAD } from "#seeds/truth/effects.ts";
import type { CodeBookEntry } from "#surveys/code-book.ts";
import { encode } from "#surveys/encode.ts";
import { ownerPhaseOn } from "#surveys/owner-phase.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";

const AS_OF = "2026-11-15";

/** Every owner of the synthetic group in one wave, all of whom answer: stratum by stratum, coded. */
export type WavePopulation = {
  readonly codeBook: readonly CodeBookEntry[];
  readonly strata: readonly (Required<Pick<Stratum, "key" | "project" | "phase" | "region">> & {
    readonly first: number;
    readonly owners: number;
  })[];
  /** By item of the code book, one byte an owner. */
  readonly codes: readonly Uint8Array[];
};

/** Draws the seeds' group and lets every owner answer the year-end questionnaire of a wave. */
export function wavePopulation(seed: number, owners: number, wavesBack: number): WavePopulation {
  const { homes } = drawHomes(seed, owners, AS_OF);
  const effects = drawEffects(seed);
  const experienceOf = experienceFinder(
    drawRepairs(seed, homes, effects, AS_OF),
    drawComplaints(seed, homes, effects, AS_OF),
  );
  const halos = drawStream(seed, "halos");
  const halo = new Map(homes.map(({ id }) => [id, halos.normal(0, SPREAD.halo)]));
  const wave = planWaves(AS_OF).find((each) => each.kind === "annual" && each.wavesBack === wavesBack);
  if (wave === undefined) throw new Error(`the seeds plan no annual wave ${wavesBack} years back`);
  const draw = drawStream(seed, `coverage ${wavesBack}`);
  const regionOf = new Map(PROJECTS.map(({ code, region }) => [code, region]));
  const answered = homes.flatMap((home) => {
    const phase = ownerPhaseOn(wave.cutoffOn, home);
    if (phase === undefined) return [];
    const mode = draw.chance(0.7) ? "web" : "phone";
    const form = mode === "web" && !draw.chance(FULL_FORM_ONLINE) ? "short" : "full";
    const answers = drawAnswers(draw, effects, {
      compiled: ANNUAL,
      respondent: respondentOf(home, phase, wave, form),
      project: home.project,
      wavesBack,
      mode,
      experience: remembered(draw, experienceOf(home.id, wave.cutoffOn)),
      halo: halo.get(home.id) ?? 0,
    });
    return [{ project: home.project, phase, codes: encode(ANNUAL, answers).codes }];
  });
  const byStratum = [...Map.groupBy(answered, ({ project, phase }) => `${project}|${phase}`)];
  const ordered = byStratum.flatMap(([, members]) => members);
  let first = 0;
  return {
    codeBook: ANNUAL.codeBook,
    strata: byStratum.map(([key, members]) => {
      const [project = "", phase = ""] = key.split("|");
      const stratum = {
        key,
        project,
        phase,
        region: regionOf.get(project) ?? "",
        first,
        owners: members.length,
      };
      first += members.length;
      return stratum;
    }),
    codes: ANNUAL.codeBook.map((_, place) => Uint8Array.from(ordered, ({ codes }) => codes[place] ?? 0)),
  };
}

/** Respondents of a stratum: a share of its owners, at least a few. */
export type SampleSize = (owners: number) => number;

/** Coded rows of a simple random sample without replacement in every stratum; cells are numbered like the strata. */
export function drawSample(population: WavePopulation, size: SampleSize, random: SeededRandom): CodedRows {
  const cell: number[] = [];
  const chosen: number[] = [];
  for (const [number, { first, owners }] of population.strata.entries()) {
    const members = Array.from({ length: owners }, (_, at) => first + at);
    const n = Math.min(owners, size(owners));
    for (let at = 0; at < n; at++) {
      const other = at + random.below(owners - at);
      [members[at], members[other]] = [members[other] as number, members[at] as number];
      chosen.push(members[at] as number);
      cell.push(number);
    }
  }
  return {
    cell: Uint32Array.from(cell),
    items: new Map(
      population.codeBook.map(({ item }, place) => [
        item,
        Uint8Array.from(chosen, (row) => population.codes[place]?.[row] ?? 0),
      ]),
    ),
  };
}
