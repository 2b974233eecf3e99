import { frameVersion } from "#analytics/frame-version.ts";
import { type IndicatorCut, placeFor } from "./cut.ts";
import { placeKey } from "./place.ts";
import { readingAt } from "./reading-of.ts";
import type { PassportView } from "./reading-view.ts";

const METHOD = {
  zh: "按业主数加权（项目×阶段分层，权数 N/n）；单题为加权均值换算 0–100；指数按口径权数合成；均值与指数用线性化标准误的 95% t 区间（不足 30 份答案的题，方差参照全样本）；占比用有效样本量上的 Wilson 区间，净推荐值用得分区间或调整 Wald 区间，含有限总体校正；差异检验不含有限总体校正，多重比较按 BH 校正。",
  en: "Weighted by owners (strata project × phase, weights N/n); items are weighted means on 0–100; indices combine them by the rule's weights; 95% intervals from linearised standard errors with finite-population correction, t for means and indices (variances of items with fewer than 30 answers lean on the whole sample), Wilson on the effective size for shares, score or adjusted Wald for net scores; differences are tested without it, adjusted by Benjamini–Hochberg.",
};

/** The passport of everything an answer about a cut shows. */
export function passportOf(cut: IndicatorCut): PassportView {
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
    },
    restatedFrom: now.version === definition.version ? null : now.version,
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
    exclusions: cut.leftOut,
    estimand: "owner-weighted",
    inference: "finite",
    confidence: 0.95,
    verdicts: {
      q: settings["verdict.level"],
      points: settings["verdict.points"],
      shares: settings["verdict.shares"],
    },
    organisation: query.organisation,
    method: METHOD,
  };
}
