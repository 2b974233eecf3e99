import type { Text } from "#surveys/question.ts";
import type { StoredPlan } from "../sample/sample-plan.ts";
import type { MethodView } from "./method-view.ts";

function planWords({ plan }: StoredPlan): Text {
  switch (plan.kind) {
    case "census":
      return { zh: "全访", en: "Everybody was asked" };
    case "per-stratum":
      return {
        zh: `每个项目×阶段目标 ${plan.answers} 份`,
        en: `${plan.answers} answers wanted of each project and phase`,
      };
    case "mean":
      return {
        zh: `每个项目×阶段得分误差 ±${plan.points} 分`,
        en: `the score of each project and phase to ±${plan.points} points`,
      };
    case "margin": {
      const points = Number((100 * plan.margin).toFixed(1));
      return {
        zh: `每个项目×阶段误差 ±${points} 个百分点`,
        en: `each project and phase to ±${points} points`,
      };
    }
  }
}

/** How homes were drawn, in a sentence of each language. */
export function samplingWords(sample: MethodView["sample"]): Text {
  if (!sample)
    return {
      zh: "随数据导入，抽样过程不在系统里。",
      en: "Came with its answers; the draw is not on this record.",
    };
  const { drawn, strata, takenWhole, seed } = sample;
  const plan = planWords(sample.plan);
  const { designEffect = 1 } = sample.plan;
  const effect =
    designEffect === 1
      ? { zh: "", en: "" }
      : { zh: `，按设计效应 ${designEffect} 放大`, en: `, enlarged by a design effect of ${designEffect}` };
  return {
    zh: `${plan.zh}${effect.zh}；抽 ${drawn} 户，${strata} 格中 ${takenWhole} 格全访，种子 ${seed}，可重算。`,
    en: `${plan.en}${effect.en}; ${drawn} homes drawn, ${takenWhole} of ${strata} strata whole, seed ${seed}; the draw can be replayed.`,
  };
}
