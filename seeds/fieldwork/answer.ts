import type { CompiledQuestionnaire, Respondent } from "#surveys/compile-questionnaire.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import type { Answers, AnswerValue, Question } from "#surveys/question.ts";
import { route } from "#surveys/route.ts";
import type { Draw } from "../draw.ts";
import { type Effects, MODE_SHIFT, SPREAD } from "../truth/effects.ts";
import { ratingOf, recommendationOf } from "../truth/latent-scale.ts";
import type { Experience } from "./experience.ts";
import { drawWords } from "./words.ts";

export type AnswerSetting = {
  readonly compiled: CompiledQuestionnaire;
  readonly respondent: Respondent;
  readonly project: string;
  readonly wavesBack: number;
  readonly mode: "web" | "phone" | "visit";
  readonly experience: Experience;
  /** The person's own level, the same over all items and waves. */
  readonly halo: number;
};

/** Share of "not applicable" where not everybody uses a thing. */
const NOT_APPLICABLE: Readonly<Record<string, number>> = {
  Y25: 0.08,
  Y27: 0.12,
  Y43: 0.1,
  Y41: 0.05,
  Y08: 0.06,
  S07: 0.15,
  R11: 0.08,
  R14: 0.3,
  R15: 0.35,
};
const TEXT_SHARE = 0.22;

/** The person's level: halo, mode, and what happened to the home (operational-data.md 4.4). */
function personLevel({ halo, mode, experience }: AnswerSetting): number {
  const waiting = Math.min(0.6, 0.15 * experience.longestOpenWeeks);
  const complaint = experience.complaint === "unsolved" ? -0.6 : experience.solvedFast ? 0.1 : 0;
  return halo + MODE_SHIFT[mode] - 0.35 * experience.reopened - waiting + complaint;
}

/** Where an unsolved matter hurts most; elsewhere it only colours the mood. */
function closeness(dimension: string): number {
  return dimension === "D4" || dimension === "D5" || dimension === "P2"
    ? 1
    : dimension.startsWith("O")
      ? 0.7
      : 0.35;
}

type Level = { readonly dimension: string; readonly latent: number };

function scored(draw: Draw, question: Question, latent: number): AnswerValue {
  if (question.aside === "notApplicable" && draw.chance(NOT_APPLICABLE[question.code] ?? 0.015)) return "NA";
  if (question.aside === "dontKnow" && draw.chance(0.03)) return "DK";
  return question.kind === "nps" ? recommendationOf(latent) : ratingOf(latent);
}

function dimensionsByLevel(levels: readonly Level[], options: readonly string[]): readonly string[] {
  const sums = Map.groupBy(
    levels.filter(({ dimension }) => options.includes(dimension)),
    ({ dimension }) => dimension,
  );
  return [...sums]
    .map(([dimension, list]) => ({
      dimension,
      mean: list.reduce((sum, { latent }) => sum + latent, 0) / list.length,
    }))
    .toSorted((a, b) => a.mean - b.mean)
    .map(({ dimension }) => dimension);
}

function optionValues(question: Question, phase: OwnerPhase): readonly string[] {
  return (question.options ?? [])
    .filter((option) => option.phases?.includes(phase) ?? true)
    .map((option) => option.value);
}

function chosen(
  draw: Draw,
  question: Question,
  setting: AnswerSetting,
  levels: readonly Level[],
): AnswerValue | undefined {
  const options = optionValues(question, setting.respondent.phase);
  switch (question.code) {
    case "Y21": {
      const found = setting.experience.defects.filter((defect) => options.includes(defect));
      return found.length > 0 ? found : ["none"];
    }
    case "Y05":
    case "Y44": {
      const ordered = dimensionsByLevel(levels, options);
      const count = 1 + draw.weighted([0.35, 0.4, 0.25]);
      const list = ordered.slice(0, count);
      return list.length > 0 ? list : options.includes("other") ? ["other"] : undefined;
    }
    case "Y33":
      return setting.experience.complaint;
    case "S01":
      return options[draw.weighted([0.9, 0.08, 0.02])];
    case "S08":
      return options[draw.weighted([0.8, 0.12, 0.08])];
    case "S09":
      return draw.chance(0.88) ? options.slice(-1) : [draw.pick(options.slice(0, -1))];
    case "R01":
      return options[draw.weighted([0.8, 0.2])];
    case "R13":
      return options[draw.weighted([0.5, 0.28, 0.08, 0.14])];
    default:
      return question.kind === "multi" ? [draw.pick(options)] : draw.pick(options);
  }
}

/**
 * Answers of one owner. Scored items come from the latent model, screeners and defects from what really happened
 * to the home, priorities from the lowest dimensions; the questionnaire's own routing decides what is asked.
 */
export function drawAnswers(draw: Draw, effects: Effects, setting: AnswerSetting): Answers {
  const { compiled, respondent, project, wavesBack } = setting;
  const person = personLevel(setting);
  const drop = person - setting.halo;
  const answers: Record<string, AnswerValue> = {};
  const levels: Level[] = [];
  for (const { question } of compiled.stepsFor(respondent)) {
    const { code, dimension, kind } = question;
    if (kind === "rating5" || kind === "nps") {
      const mean = effects.latentMean(code, dimension ?? "O1", project, respondent.phase, wavesBack) ?? 0;
      const latent = mean + setting.halo + drop * closeness(dimension ?? "O1") + draw.normal(0, SPREAD.noise);
      if (dimension !== undefined) levels.push({ dimension, latent });
      answers[code] = scored(draw, question, latent);
    } else if (kind === "yesNo") {
      answers[code] = setting.experience.repaired ? "yes" : "no";
    } else if (kind === "single" || kind === "multi") {
      const answer = chosen(draw, question, setting, levels);
      if (answer !== undefined) answers[code] = answer;
    } else if (kind === "consent") {
      answers[code] = draw.chance(0.12) ? "yes" : "no";
    } else if (kind === "text" && draw.chance(TEXT_SHARE)) {
      const ordered = levels
        .toSorted((a, b) => a.latent - b.latent)
        .filter(({ dimension }) => !dimension.startsWith("O"));
      const lowest = ordered[0];
      const highest = ordered.at(-1);
      if (lowest && highest)
        answers[code] =
          lowest.latent < 0.2
            ? drawWords(draw, lowest.dimension, "bad")
            : drawWords(draw, highest.dimension, "good");
    }
  }
  return route(compiled, respondent, answers).answers;
}
