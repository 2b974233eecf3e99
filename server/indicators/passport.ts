import { describeNode } from "#analytics/describe.ts";
import { frameVersion } from "#analytics/frame-version.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Text } from "#surveys/question.ts";
import { type IndicatorCut, placeFor } from "./cut.ts";
import { topTwoRule } from "./measure-table.ts";
import { type NodeInfo, NPS, nodeRef, npsDefinition } from "./nodes.ts";
import { placeKey } from "./place.ts";
import type { Measure } from "./query.ts";
import { readingAt } from "./reading-of.ts";
import type { NumberBasis, PassportView, Restated } from "./reading-view.ts";

const METHOD = {
  zh: "按业主数加权（项目×阶段分层，权数 N/n）；单题为加权均值换算 0–100；指数按口径权数合成；均值与指数用线性化标准误的 95% t 区间（不足 30 份答案的题，方差参照全样本）；占比用有效样本量上的 Wilson 区间，净推荐值用得分区间或调整 Wald 区间，含有限总体校正；差异检验不含有限总体校正，多重比较按 BH 校正。",
  en: "Weighted by owners (strata project × phase, weights N/n); items are weighted means on 0–100; indices combine them by the rule's weights; 95% intervals from linearised standard errors with finite-population correction, t for means and indices (variances of items with fewer than 30 answers lean on the whole sample), Wilson on the effective size for shares, score or adjusted Wald for net scores; differences are tested without it, adjusted by Benjamini–Hochberg.",
};

const TOP_TWO = {
  zh: "每题取最好两档回答的占比，指数为各题占比的加权均值。",
  en: "Items are the share of answers in the two best steps; indices are weighted means of these shares. ",
};

const ESTIMAND_METHOD = {
  "owner-weighted": { zh: "", en: "" },
  "phase-standardised": {
    zh: "各单位都按同一阶段构成计算：四个阶段的得分按口径中的统一构成合成；缺一个阶段就没有值，有阶段不能显示时也不显示。",
    en: "Every unit under one phase mix: its phases' scores combined by the rule's shares; without a phase there is no value, and where a phase may not be shown neither is this. ",
  },
  unweighted: {
    zh: "不加权：每份答卷算一份；有项目阶段或单题不能显示时也不显示，免得推算出来。",
    en: "Unweighted: every answer counts once; hidden wherever a project, phase or item it is made of is, as it could be solved for. ",
  },
  shrunken: {
    zh: "经验贝叶斯收缩分：样本越少越向同级单位的均值靠拢（得分用 REML 估随机效应方差，占比用 beta-二项模型），只用于看次序和关注名单，不是公布的得分，不检验差异。",
    en: "Empirical-Bayes scores, drawn towards the mean of the units of the level the fewer answers there are (scores: between-unit variance by REML; shares: beta-binomial): for orders and watch lists, never the published score; differences are not tested. ",
  },
} as const;

function methodOf({ measure, estimand }: Pick<IndicatorCut, "measure" | "estimand">) {
  const own = ESTIMAND_METHOD[estimand];
  const two = measure === "top2" ? TOP_TWO : { zh: "", en: "" };
  return { zh: `${own.zh}${two.zh}${METHOD.zh}`, en: `${own.en}${two.en}${METHOD.en}` };
}

/** A rule with the questions' own words for items it has no title for, as screens name them. */
function worded(definition: IndexDefinition, { now }: IndicatorCut): IndexDefinition {
  const { questions } = now.wording;
  const items = Object.entries(definition.items).map(
    ([id, item]) => [id, { ...item, title: item.title ?? questions.get(id)?.short }] as const,
  );
  return { ...definition, items: Object.fromEntries(items) };
}

function formulaOf(cut: IndicatorCut, info: NodeInfo, measure: Measure): Text | null {
  const { published, query } = cut;
  const ruled = measure === "top2" ? topTwoRule(published).definition : published.definition;
  const net = info.id === NPS ? npsDefinition(published.definition) : undefined;
  const [item = ""] = info.items;
  const told = net
    ? describeNode(worded(net, cut), item)
    : describeNode(worded(ruled, cut), info.id, query.phase);
  return told ?? null;
}

/** What a number was under the rule of its time, and why it is another now. */
function restatedOf(cut: IndicatorCut, info: NodeInfo | undefined): Restated | undefined {
  const { now, unit, query, rule, published } = cut;
  if (now.version === published.definition.version) return undefined;
  const node = info?.id ?? published.definition.tree.id;
  return {
    value: readingAt(now.inForce, placeFor(cut, unit, query.phase), node).value,
    unit: info?.unit ?? "points",
    publishedAt: rule?.publishedAt?.toISOString() ?? null,
    note: rule?.note ?? null,
  };
}

/**
 * Which number of a cut's unit stands under an indicator, by which formula and of how many.
 * @param measure what is counted, where that is not said by the cut
 */
export function basisOf(cut: IndicatorCut, info: NodeInfo, measure = cut.measure): NumberBasis {
  const place = placeFor(cut, cut.unit, cut.query.phase);
  const shown = cut.now.table.shown.get(placeKey(place))?.get(info.id);
  return {
    node: nodeRef(info),
    formula: formulaOf(cut, info, measure),
    n: readingAt(cut.now.table, place, info.id).n,
    population: shown?.population ?? null,
    designEffect: shown?.deff === undefined ? null : Math.round(100 * shown.deff) / 100,
    restated: restatedOf(cut, info),
  };
}

/**
 * How the numbers of an answer about a cut came about.
 * @param info the indicator, where the answer is about one: its name, formula and sample then, else those of the whole index
 */
export function passportOf(cut: IndicatorCut, info?: NodeInfo, measure = cut.measure): PassportView {
  const { query, unit, now, published, settings } = cut;
  const { definition, hash } = published;
  const place = placeFor(cut, unit, query.phase);
  const frame = frameVersion(now.table.moments.strata);
  const whole = now.table.shown.get(placeKey(place))?.get(definition.tree.id);
  return {
    definition: {
      id: definition.id,
      version: definition.version,
      hash,
      title: definition.title ?? { zh: definition.id, en: definition.id },
      minimumAnswers: definition.minimumAnswers,
    },
    restatedFrom: now.version === definition.version ? null : now.version,
    restated: restatedOf(cut, info),
    data: { version: now.table.dataVersion, asOf: now.table.asOf },
    frame: frame === undefined ? null : { version: frame },
    wave: now.wave,
    filters: {
      unit: unit.code,
      ...(query.phase === undefined ? {} : { phase: query.phase }),
      ...(query.mode === undefined ? {} : { mode: query.mode }),
    },
    n: readingAt(now.table, place, definition.tree.id).n,
    population: whole?.population ?? null,
    ...(info && basisOf(cut, info, measure)),
    exclusions: cut.leftOut,
    measure,
    estimand: cut.estimand,
    inference: "finite",
    confidence: 0.95,
    verdicts: {
      q: settings["verdict.level"],
      points: settings["verdict.points"],
      shares: settings["verdict.shares"],
    },
    organisation: query.organisation,
    method: methodOf({ measure, estimand: cut.estimand }),
  };
}
