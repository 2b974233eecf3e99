import { EmptyStratumError } from "#analytics/empty-stratum-error.ts";
import type { Stratum } from "#analytics/moments.ts";
import { kishDesignEffect, kishEffectiveSize } from "#analytics/statistics/kish-effective-size.ts";
import { type Design, designOf } from "#analytics/stratum-design.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";

/** Owners and respondents of a project and phase. */
export type AnsweredStratum = {
  readonly projectId: number;
  readonly regionId: number | null;
  readonly phase: OwnerPhase;
  readonly owners: number;
  readonly respondents: number;
};

export type WeightRule = {
  /** Strata with fewer respondents are weighted together with others. */
  readonly collapseBelow: number;
  /** No weight above so many times its region's median; null trims none. */
  readonly trim: number | null;
};

export type StratumWeight = AnsweredStratum & {
  /** Owners a respondent stands for; undefined where nobody speaks for them. */
  readonly weight: number | undefined;
  /** Key of the strata weighted together, joined by "+". */
  readonly pool: string;
};

/** The weights of a wave and everything that was done to them. */
export type WaveWeighting = {
  readonly rule: WeightRule;
  readonly strata: readonly StratumWeight[];
  /** Strata weighted together, by key ("project|phase"). */
  readonly collapsed: readonly (readonly string[])[];
  /** Strata whose owners nobody speaks for: there was nothing to join them with. */
  readonly dropped: readonly string[];
  readonly trimmed: readonly string[];
  readonly respondents: number;
  readonly owners: number;
  readonly ownersCovered: number;
  /** Kish's effective size and design effect; undefined without respondents. */
  readonly effective?: number | undefined;
  readonly designEffect?: number | undefined;
};

function keyOf({ projectId, phase }: AnsweredStratum): string {
  return `${projectId}|${phase}`;
}

/** The design, and strata that had to be left out because no respondent could be found for them. */
function designWith(
  strata: readonly Stratum[],
  rule: WeightRule,
): { readonly design: Design; readonly dropped: readonly string[] } {
  const dropped: string[] = [];
  for (;;) {
    const left = strata.filter(({ key }) => !dropped.includes(key));
    try {
      const design = designOf(
        { emptyStratum: "collapse", weights: { collapseBelow: rule.collapseBelow, trim: rule.trim } },
        left,
      );
      return { design, dropped };
    } catch (failure) {
      if (!(failure instanceof EmptyStratumError)) throw failure;
      dropped.push(...failure.strata);
    }
  }
}

/**
 * Weights of a wave: the owners of a project and phase over its respondents, N/r, after joining strata with too few
 * respondents in the declared order (collapse-cells) and cutting the largest weights (trim-stratum-weights). Each step is
 * listed. Equal inputs give equal weights, so that they can be made again from the frozen data.
 */
export function waveWeights(answered: readonly AnsweredStratum[], rule: WeightRule): WaveWeighting {
  const strata = answered.map(
    (each): Stratum => ({
      key: keyOf(each),
      population: each.owners,
      respondents: each.respondents,
      project: String(each.projectId),
      region: String(each.regionId ?? ""),
      phase: each.phase,
    }),
  );
  const { design, dropped } = designWith(strata, rule);
  const weighted = answered.map((each): StratumWeight => {
    const pool = design.strata[design.placeOf.get(keyOf(each)) ?? -1];
    return {
      ...each,
      weight: pool === undefined || each.respondents === 0 ? undefined : pool.weight,
      pool: pool?.keys.toSorted().join("+") ?? keyOf(each),
    };
  });
  const perRespondent = weighted.flatMap(({ weight, respondents }) =>
    weight === undefined ? [] : Array.from({ length: respondents }, () => weight),
  );
  const owners = answered.reduce((sum, each) => sum + each.owners, 0);
  const lost = answered.filter((each) => dropped.includes(keyOf(each)));
  return {
    rule,
    strata: weighted,
    collapsed: design.collapsed.map((keys) => keys.toSorted()),
    dropped: dropped.toSorted(),
    trimmed: design.trimmed,
    respondents: perRespondent.length,
    owners,
    ownersCovered: owners - lost.reduce((sum, each) => sum + each.owners, 0),
    effective: kishEffectiveSize(perRespondent),
    designEffect: kishDesignEffect(perRespondent),
  };
}
