import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Text } from "#surveys/question.ts";
import type { ScoreOptions } from "./score.ts";

type Weighting = { readonly population: boolean; readonly ownWeights: boolean; readonly clusters: boolean };

function weightingOf({ estimand }: ScoreOptions, { population, ownWeights }: Weighting): Text {
  if (estimand === "unweighted")
    return { zh: "每份答卷计一次，不加权", en: "Every response counts once, unweighted" };
  const base = ownWeights
    ? { zh: "按答卷自带的权数加权", en: "Weighted by the weights in the file" }
    : population
      ? { zh: "按业主数加权（每层权数 N/n）", en: "Weighted by owners (N/n in every stratum)" }
      : { zh: "没有业主数，每份答卷计一次", en: "No owner counts, every response counts once" };
  return estimand === "owner-weighted"
    ? base
    : {
        zh: `${base.zh}，再按统一的阶段构成标准化`,
        en: `${base.en}, then standardised to the definition's phase mix`,
      };
}

function missingOf({ missing }: IndexDefinition): Text {
  return missing === "renormalise"
    ? {
        zh: "没有数据的下级不计，其余权重重新归一",
        en: "children without data are left out and the other weights normalised",
      }
    : { zh: "下级缺数据则不出数", en: "an index lacking a child has no value" };
}

/** How numbers came about, in one sentence of each language. */
export function methodSentence(
  definition: IndexDefinition,
  options: ScoreOptions,
  weighting: Weighting,
): Text {
  const weights = weightingOf(options, weighting);
  const missing = missingOf(definition);
  const level = Number((100 * options.confidence).toFixed(6));
  const unit = weighting.clusters
    ? { zh: "抽样单元为文件所给的 psu", en: "sampling units are the file's psu" }
    : { zh: "抽样单元为答卷户", en: "sampling units are the respondents" };
  const correction =
    options.inference === "finite" && weighting.population
      ? { zh: "含有限总体校正", en: "with finite-population correction" }
      : { zh: "不含有限总体校正", en: "without finite-population correction" };
  const few =
    options.fewAnswers === "own"
      ? { zh: "", en: "" }
      : {
          zh: "（不足 30 份答案的题，方差参照全样本）",
          en: " (variances of items with fewer than 30 answers lean on the whole sample)",
        };
  return {
    zh: `${weights.zh}；单题为有效答案的加权均值并换算为分数，指数按口径权重合成，${missing.zh}；标准误由泰勒线性化得出，分层抽样，${unit.zh}，${correction.zh}，只有一份答卷的层按总均值计偏差；均值与指数用 ${level}% t 区间${few.zh}，占比用有效样本量上的 Wilson 区间，净推荐值用得分区间或调整 Wald 区间。`,
    en: `${weights.en}; an item is the weighted mean of its valid answers as a score, indices combine them by the definition's weights, ${missing.en}; standard errors by Taylor linearisation of the stratified sample, ${unit.en}, ${correction.en}, a stratum with one respondent counted about the overall mean; ${level}% intervals: t for means and indices${few.en}, Wilson on the effective size for shares, score or adjusted Wald for net scores.`,
  };
}
