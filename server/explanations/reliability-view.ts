import { reliabilityOf } from "#analytics/reliability.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { type NodeInfo, nodeRef } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { readingAt } from "#server/indicators/reading-of.ts";
import type { NodeRef, PassportView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { DriversQuery } from "./drivers-view.ts";
import { unitMoments } from "./unit-moments.ts";

/** What a dimension of three items or more should reach, and what an item should share with the others. */
const ENOUGH = { alpha: 0.7, restCorrelation: 0.3 } as const;

/** An item of a dimension that hardly goes along with the others. */
export type LooseItem = {
  readonly node: NodeRef;
  readonly restCorrelation: number;
  /** Alpha of the dimension without it; null where that leaves a single item. */
  readonly alphaWithout: number | null;
};

export type DimensionReliability = {
  readonly node: NodeRef;
  readonly items: number;
  /** Respondents that any two of its items have in common. */
  readonly n: number;
  /** Cronbach's alpha with Feldt's 95 % interval. */
  readonly alpha: number;
  readonly low: number;
  readonly high: number;
  /** McDonald's omega of a one-factor model; null below three items or where none fits. */
  readonly omega: number | null;
  /** Whether its items may be read as one thing; null for two items, of which nothing is asked. */
  readonly consistent: boolean | null;
  readonly loose: readonly LooseItem[];
};

export type ReliabilityView = {
  readonly unit: UnitRef;
  readonly wave: WaveOption;
  readonly dimensions: readonly DimensionReliability[];
  /** Dimensions of several items that too few answered to say anything of. */
  readonly unknown: readonly NodeRef[];
  readonly enough: typeof ENOUGH;
  readonly passport: PassportView;
};

const METHOD = {
  zh: "内部一致性：维度内各题得分的 Cronbach α（按业主数加权的成对协方差）与 Feldt 95% 区间；ω 为单因子模型（极大似然，三题以上）。把维修、绿化、电梯加在一起的政策性指数不要求一致，α 低不算缺陷。",
  en: "Internal consistency: Cronbach's alpha of a dimension's item scores from owner-weighted pairwise covariances, with Feldt's 95% interval; omega of a one-factor model by maximum likelihood, from three items on. An index that adds up unlike things need not be consistent.",
};

function dimensionOf(cut: IndicatorCut, info: NodeInfo): DimensionReliability | undefined {
  const { now, published, unit, query } = cut;
  const place = placeFor(cut, unit, query.phase);
  const known = (node: string) => readingAt(now.table, place, node).state;
  if (known(info.id) !== "full") return undefined;
  const infoOf = new Map(cut.infos.map((each) => [each.id, each]));
  const found = reliabilityOf(published.definition, unitMoments(cut, now.table, unit, query.phase), info.id);
  // a moment of an item that is not shown is not shown either
  if (!found || found.items.some(({ item }) => known(item) !== "full")) return undefined;
  if (found.n < published.definition.minimumAnswers) return undefined;
  return {
    node: nodeRef(info),
    items: found.items.length,
    n: found.n,
    alpha: found.alpha,
    low: found.interval.low,
    high: found.interval.high,
    omega: found.omega ?? null,
    consistent: found.items.length < 3 ? null : found.alpha >= ENOUGH.alpha,
    loose: found.items.flatMap(({ item, restCorrelation, alphaWithout }) => {
      const own = infoOf.get(item);
      return own && restCorrelation !== undefined && restCorrelation < ENOUGH.restCorrelation
        ? [{ node: nodeRef(own), restCorrelation, alphaWithout: alphaWithout ?? null }]
        : [];
    }),
  };
}

/**
 * Whether the items of each dimension measure one thing: what a questionnaire is reviewed by, and no judgement of a unit.
 * @throws AppError `not_found` for a unit or wave that is not the asker's
 */
export async function reliabilityView(
  sources: Sources,
  scope: Scope,
  query: DriversQuery,
): Promise<ReliabilityView> {
  const cut = await cutFor(sources, scope, { ...query, compare: null, organisation: "then" });
  const asked = cut.infos.filter(
    ({ kind, id }) =>
      kind === "dimension" &&
      cut.infos.filter(({ parent, items }) => parent === id && items.length > 0).length > 1,
  );
  const found = await Promise.all(
    asked.map(async (info) => ({
      info,
      dimension: await remembered(
        `reliability|${cut.now.table.id}|${cut.unit.id}|${query.phase ?? ""}|${info.id}`,
        () => dimensionOf(cut, info),
      ),
    })),
  );
  return {
    unit: unitRef(cut.unit),
    wave: cut.now.wave,
    dimensions: found.flatMap(({ dimension }) => dimension ?? []),
    unknown: found.flatMap(({ info, dimension }) => (dimension ? [] : [nodeRef(info)])),
    enough: ENOUGH,
    passport: { ...passportOf(cut), inference: "process", method: METHOD },
  };
}
