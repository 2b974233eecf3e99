import { daysBetween } from "#surveys/calendar-date.ts";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import { type OwnerPhase, ownerPhaseOn } from "#surveys/owner-phase.ts";
import { type Draw, drawStream } from "../draw.ts";
import type { SeedHome } from "../homes.ts";
import { drawAnswers } from "./answer.ts";
import { drawUuid } from "./draw-uuid.ts";
import type { Experience } from "./experience.ts";
import type { FieldSetting } from "./field-setting.ts";
import {
  drawDuration,
  drawFaults,
  drawSubmission,
  type Interview,
  type Member,
  type Mode,
  qualityOf,
  respondentOf,
  straightened,
} from "./interview.ts";
import type { SeedWave } from "./wave-plan.ts";

/** Not-answering outcomes and their shares, once the wave is closed. */
const OUTCOMES = [
  { code: "NC", share: 70 },
  { code: "R", share: 14 },
  { code: "O", share: 5 },
  { code: "UH", share: 6 },
  { code: "UO", share: 4 },
  { code: "NE", share: 1 },
] as const;

/** The project and wave where somebody stood beside the owners: many fives within two hours. */
const COACHED = { project: "CC04", wavesBack: 1, answers: 46 } as const;

/** Share of those online who get the whole form; the others get its core items. */
export const FULL_FORM_ONLINE = 0.7;

type Maker = Omit<FieldSetting, "asOf"> & { readonly draw: Draw; readonly asOf: Date };

function webProbability(experience: Experience, phase: OwnerPhase, overall: number): number {
  const u = overall > 0.9 ? 0.2 : overall < -0.9 ? 0.3 : 0;
  const logit =
    -1.55 + (experience.recentRepair ? 0.6 : 0) + (phase === "R" ? 0.3 : phase === "O" ? -0.2 : 0) + u;
  return 1 / (1 + Math.exp(-logit));
}

function drawMode(draw: Draw, experience: Experience, phase: OwnerPhase, halo: number): Mode | undefined {
  if (draw.chance(webProbability(experience, phase, halo))) return "web";
  if (draw.chance(0.07)) return "phone";
  return draw.chance(0.02) ? "visit" : undefined;
}

/** Owners also complain where nobody writes it down; about a tenth of them in a year. */
export function remembered(draw: Draw, experience: Experience): Experience {
  if (experience.complaint !== "none" || !draw.chance(0.1)) return experience;
  return { ...experience, complaint: draw.chance(0.55) ? "solved" : "unsolved" };
}

function conduct(
  maker: Maker,
  wave: SeedWave,
  home: SeedHome,
  phase: OwnerPhase,
  mode: Mode,
  experience: Experience,
): Interview | undefined {
  const { draw, compiled, effects } = maker;
  const submittedAt = drawSubmission(draw, wave.opensOn, daysBetween(wave.opensOn, wave.closesOn), mode);
  const faults = drawFaults(draw, mode);
  const form = mode !== "web" || draw.chance(FULL_FORM_ONLINE) ? "full" : "short";
  const setting = {
    compiled,
    respondent: respondentOf(home, phase, wave, form),
    project: home.project,
    wavesBack: wave.wavesBack,
    mode,
    experience: remembered(draw, experience),
    halo: maker.haloOf(home.id),
  };
  const drawn = drawAnswers(draw, effects, setting);
  const answers = faults.straightLine ? straightened(drawn, compiled) : drawn;
  const durationS = faults.speeder ? draw.integer(21, 58) : drawDuration(draw, answers, mode);
  const id = drawUuid(draw);
  if (submittedAt >= maker.asOf) return undefined;
  return { id, answers, mode, submittedAt, durationS, ...qualityOf(faults) };
}

function coached(
  interview: Interview,
  index: number,
  wave: SeedWave,
  compiled: CompiledQuestionnaire,
): Interview {
  const answers = Object.fromEntries(
    Object.entries(interview.answers).map(([code, answer]) => {
      const kind = compiled.byCode.get(code)?.kind;
      return [code, kind === "rating5" ? 5 : kind === "nps" ? 10 : answer];
    }),
  );
  const submittedAt = new Date(
    Date.parse(`${wave.opensOn}T14:00:00+08:00`) + 9 * 86_400_000 + index * 140_000,
  );
  return {
    ...interview,
    answers,
    mode: "web",
    submittedAt,
    durationS: 75 + (index % 20),
    quality: "excluded",
    reasons: ["COACHED_BURST"],
  };
}

function outcome(draw: Draw, wave: SeedWave): string | undefined {
  const code = OUTCOMES[draw.weighted(OUTCOMES.map(({ share }) => share))]?.code;
  return wave.state === "published" ? code : undefined;
}

/** The frame of a year-end wave and what came back by the seed's day. */
export function drawYearEnd(setting: FieldSetting): readonly Member[] {
  const { seed, wave, homes, experienceOf, haloOf } = setting;
  const draw = drawStream(seed, `wave ${wave.wavesBack}`);
  const maker = { ...setting, draw, asOf: new Date(`${setting.asOf}T00:00:00+08:00`) };
  let burst = 0;
  return homes.flatMap((home): Member[] => {
    const phase = ownerPhaseOn(wave.cutoffOn, { signedOn: home.signedOn, handedOverOn: home.handedOverOn });
    if (phase === undefined) return [];
    const respondentKey = drawUuid(draw);
    const experience = experienceOf(home.id, wave.cutoffOn);
    const mode = drawMode(draw, experience, phase, haloOf(home.id));
    const plain = mode && conduct(maker, wave, home, phase, mode, experience);
    const steered =
      plain &&
      home.project === COACHED.project &&
      wave.wavesBack === COACHED.wavesBack &&
      burst < COACHED.answers;
    const interview = steered ? coached(plain, burst++, wave, setting.compiled) : plain;
    // an answer that counts nowhere is no interview: its home was eligible and not interviewed
    const disposition = interview ? (interview.quality === "excluded" ? "O" : "I") : outcome(draw, wave);
    return [
      { wave, home, phase, respondentKey, disposition, sampled: true, exclusion: undefined, interview },
    ];
  });
}
