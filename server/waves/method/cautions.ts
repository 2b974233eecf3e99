import { OWNER_PHASE_LABELS } from "#surveys/owner-phase.ts";
import type { Problem } from "#surveys/problem.ts";
import type { Settings } from "../../indicators/settings.ts";
import type { MethodView } from "./method-view.ts";

/** What a reader is told from: response rates are a custom, not a statistic. */
type CautionSettings = Pick<
  Settings,
  | "fieldwork.rate_amber"
  | "fieldwork.rate_red"
  | "fieldwork.gap_points"
  | "weights.warn"
  | "ranking.weighting"
>;

/** Share of a phase's answers by which the mix of modes may differ from its plan. */
const MODE_GAP = 0.1;

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function aboutResponse({ outcomes }: Pick<MethodView, "outcomes">, settings: CautionSettings): Problem[] {
  const rate = outcomes.rates.RR2;
  if (rate === undefined || 100 * rate >= settings["fieldwork.rate_amber"]) return [];
  const low = 100 * rate < settings["fieldwork.rate_red"];
  return [
    {
      code: low ? "response-very-low" : "response-low",
      item: "outcomes",
      zh: `回收率 ${percent(rate)}，${low ? "很低" : "偏低"}：未作答业主的看法可能不同`,
      en: `The response rate of ${percent(rate)} is ${low ? "very low" : "low"}: owners who did not answer may think otherwise.`,
    },
  ];
}

function aboutWeights({ weighting }: Pick<MethodView, "weighting">, settings: CautionSettings): Problem[] {
  const found: Problem[] = [];
  const { designEffect, dropped, owners, ownersCovered } = weighting;
  const noRanking = settings["ranking.weighting"];
  if (designEffect !== undefined && designEffect > settings["weights.warn"])
    found.push({
      code: designEffect > noRanking ? "weights-too-unequal" : "weights-unequal",
      item: "weighting",
      zh: `权数差异较大（设计效应 ${designEffect.toFixed(2)}）${designEffect > noRanking ? "：不应据此排名" : ""}`,
      en: `Weights are unequal (design effect ${designEffect.toFixed(2)})${designEffect > noRanking ? ": do not rank units by it." : "."}`,
    });
  if (dropped.length > 0)
    found.push({
      code: "owners-unheard",
      item: "weighting",
      zh: `${owners - ownersCovered} 户业主没有任何人代表（${dropped.length} 个项目×阶段无人作答）`,
      en: `Nobody speaks for ${owners - ownersCovered} owners: ${dropped.length === 1 ? "one project and phase" : `${dropped.length} projects and phases`} gave no answer.`,
    });
  return found;
}

function aboutModes({ modes }: Pick<MethodView, "modes">): Problem[] {
  return OWNER_PHASE_LABELS.flatMap(({ phase, zh, en }): Problem[] => {
    const off = modes.find(
      (each) =>
        each.phase === phase &&
        each.share !== null &&
        each.planned !== null &&
        Math.abs(each.share - each.planned) > MODE_GAP,
    );
    if (!off) return [];
    return [
      {
        code: "modes-off-plan",
        item: phase,
        zh: `${zh}的访问方式与计划相差超过 10 个百分点：与上年的变化要标注“方式”`,
        en: `How ${en.toLowerCase()} owners were asked differs from the plan by more than 10 points: mark changes against last year as affected by mode.`,
      },
    ];
  });
}

function aboutLikeness(
  { represented }: Pick<MethodView, "represented">,
  { "fieldwork.gap_points": gap }: CautionSettings,
): Problem[] {
  const off = represented.filter(({ isOff }) => isOff);
  if (off.length === 0) return [];
  return [
    {
      code: "not-representative",
      item: off.map(({ by, value }) => `${by}:${value}`).join(" "),
      zh: `有 ${off.length} 类业主加权后的占比与总体相差超过 ${gap} 个百分点`,
      en: `For ${off.length === 1 ? "one kind" : `${off.length} kinds`} of owners the weighted share is more than ${gap} points off their share of the owners.`,
    },
  ];
}

function aboutScreening({ wave, quality, reconciliation }: Omit<MethodView, "cautions">): Problem[] {
  // answers from files went through the importer's own checks
  if (wave.origin !== "system" || quality.screenedAt !== null || reconciliation.counts.received === 0)
    return [];
  return [
    {
      code: "answers-unscreened",
      item: "quality",
      zh: "答卷没有检查过：重复、过快、代答等可疑情况没有标出",
      en: "The answers were not screened: haste, repeated hands and coached answers are not marked.",
    },
  ];
}

function aboutQuality({ quality }: Pick<MethodView, "quality">): Problem[] {
  if (quality.grades.C === 0) return [];
  return [
    {
      code: "projects-not-appraised",
      item: "quality",
      zh: `${quality.grades.C} 个项目的访问质量为 C：显示得分，复核前不用于考核`,
      en:
        quality.grades.C === 1
          ? "The fieldwork of one project is graded C: its score is shown, and not appraised until audited."
          : `The fieldwork of ${quality.grades.C} projects is graded C: their scores are shown, and not appraised until audited.`,
    },
  ];
}

function aboutSums({ reconciliation }: Pick<MethodView, "reconciliation">): Problem[] {
  return reconciliation.lines
    .filter(({ holds }) => !holds)
    .map(({ code, left, right }) => ({
      code: "does-not-reconcile",
      item: code,
      zh: `勾稽不符：${left} ≠ ${right}`,
      en: `A sum does not come out: ${left} against ${right}.`,
    }));
}

/** Everything about a wave that a reader should know before trusting a number of it. */
export function cautionsOf(
  view: Omit<MethodView, "cautions">,
  settings: CautionSettings,
): readonly Problem[] {
  return [
    ...aboutSums(view),
    ...aboutResponse(view, settings),
    ...aboutWeights(view, settings),
    ...aboutModes(view),
    ...aboutLikeness(view, settings),
    ...aboutScreening(view),
    ...aboutQuality(view),
  ];
}
