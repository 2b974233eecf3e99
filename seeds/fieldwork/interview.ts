import type { CompiledQuestionnaire, Form, Respondent } from "#surveys/compile-questionnaire.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Answers } from "#surveys/question.ts";
import type { Draw } from "../draw.ts";
import type { SeedHome } from "../homes.ts";
import type { SeedWave } from "./wave-plan.ts";

export type Mode = "web" | "phone" | "visit";
export type Quality = {
  readonly quality: "ok" | "flagged" | "excluded";
  readonly reasons: readonly string[];
};

export type Interview = Quality & {
  readonly id: string;
  readonly answers: Answers;
  readonly mode: Mode;
  readonly submittedAt: Date;
  readonly durationS: number;
};

/** A home in the frame of a wave, with how asking it ended. */
export type Member = {
  readonly wave: SeedWave;
  readonly home: SeedHome;
  readonly phase: OwnerPhase;
  readonly respondentKey: string;
  readonly disposition: string | undefined;
  readonly sampled: boolean;
  readonly exclusion: string | undefined;
  readonly interview: Interview | undefined;
};

const PER_QUESTION_S = { web: 9, phone: 13, visit: 16 } as const;

/** How long it took: lognormal around the number of answers. */
export function drawDuration(draw: Draw, answers: Answers, mode: Mode): number {
  return Math.max(
    61,
    Math.round(draw.lognormal(PER_QUESTION_S[mode] * Math.max(4, Object.keys(answers).length), 0.35)),
  );
}

/** Minutes after midnight at which interviews end: well within the hours in which owners are called and visited. */
const ASKED = [
  [10 * 60, 12 * 60],
  [15 * 60, 20 * 60],
] as const;
const ASKED_MINUTES = ASKED.reduce((sum, [from, to]) => sum + to - from, 0);

/** The minute of the day of a share, 0–1, of the hours people answer in: their own from eight to nine, or an interviewer's. */
function minuteOf(share: number, mode: Mode): number {
  if (mode === "web") return 8 * 60 + share * 13 * 60;
  let left = share * ASKED_MINUTES;
  for (const [from, to] of ASKED) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  return 20 * 60;
}

/** An instant of the wave, by day and in the hours people answer. */
export function drawSubmission(draw: Draw, opensOn: string, days: number, mode: Mode): Date {
  // most answer in the first third, with a bump at each reminder
  const day = Math.floor(days * draw.uniform() ** (draw.chance(0.75) ? 1.7 : 0.6));
  const minute = minuteOf(draw.uniform(), mode);
  return new Date(Date.parse(`${opensOn}T00:00:00+08:00`) + (day * 1_440 + minute) * 60_000);
}

export type Faults = { readonly straightLine: boolean; readonly speeder: boolean };

/** What is wrong with some answers: the same mark throughout, or less than a minute for all of it. */
export function drawFaults(draw: Draw, mode: Mode): Faults {
  return { straightLine: mode === "web" && draw.chance(0.05), speeder: mode === "web" && draw.chance(0.03) };
}

/** The verdict of the quality rules on drawn faults. */
export function qualityOf({ straightLine, speeder }: Faults): Quality {
  const reasons = [...(straightLine ? ["STRAIGHTLINE"] : []), ...(speeder ? ["SPEEDER"] : [])];
  if (straightLine && speeder) return { quality: "excluded", reasons };
  return { quality: reasons.length > 0 ? "flagged" : "ok", reasons };
}

/** The same rating everywhere, for a respondent who does not read. */
export function straightened(answers: Answers, compiled: CompiledQuestionnaire): Answers {
  const mark = Object.entries(answers).find(
    ([code, answer]) => typeof answer === "number" && compiled.byCode.get(code)?.kind === "rating5",
  )?.[1];
  return Object.fromEntries(
    Object.entries(answers).map(([code, answer]) => [
      code,
      compiled.byCode.get(code)?.kind === "rating5" ? (mark ?? answer) : answer,
    ]),
  );
}

/** Routing facts of a home at a wave's cut-off. */
export function respondentOf(home: SeedHome, phase: OwnerPhase, wave: SeedWave, form: Form): Respondent {
  return {
    phase,
    form,
    cutoffOn: wave.cutoffOn,
    signedOn: home.signedOn,
    handedOverOn:
      home.handedOverOn !== undefined && home.handedOverOn <= wave.cutoffOn ? home.handedOverOn : undefined,
  };
}
