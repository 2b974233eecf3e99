import { EmptyStratumError } from "./empty-stratum-error.ts";
import type { IndexDefinition } from "./index-definition.ts";
import type { Stratum } from "./moments.ts";
import { collapseCells } from "./statistics/collapse-cells.ts";
import { trimStratumWeights } from "./trim-stratum-weights.ts";

/** A stratum as weights and variances see it, after collapsing and trimming. */
type DesignStratum = {
  /** Keys of the strata it was made of. */
  readonly keys: readonly string[];
  readonly population: number | undefined;
  readonly respondents: number;
  /** Owners a respondent stands for: N/n, or 1 when no population is known. */
  readonly weight: number;
  /** Share of the owners who answered, 0–1; 0 when no population is known. */
  readonly fraction: number;
};

export type Design = {
  readonly strata: readonly DesignStratum[];
  /** Where a stratum of the moments stands in `strata`; absent when it was dropped. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** Strata that were joined, for the method page. */
  readonly collapsed: readonly (readonly string[])[];
  /** Strata with owners and no respondent that the values do not stand for. */
  readonly dropped: readonly string[];
  /** Strata whose weight was cut. */
  readonly trimmed: readonly string[];
};

function isEmpty(stratum: Stratum): boolean {
  return stratum.respondents === 0 && (stratum.population ?? 0) > 0;
}

type Pool = {
  readonly strata: readonly Stratum[];
  readonly population: number | undefined;
  readonly respondents: number;
};

function poolOf(strata: readonly Stratum[]): Pool {
  return {
    strata,
    population: strata.some((stratum) => stratum.population === undefined)
      ? undefined
      : strata.reduce((sum, stratum) => sum + (stratum.population ?? 0), 0),
    respondents: strata.reduce((sum, stratum) => sum + stratum.respondents, 0),
  };
}

/** Strata joined until each pool has enough respondents; those of different waves (different `group`) never join. */
function pooled(strata: readonly Stratum[], minimum: number): readonly Pool[] {
  if (minimum < 1) return strata.map((stratum) => poolOf([stratum]));
  const blocks = Map.groupBy(strata, (stratum) =>
    JSON.stringify(Object.entries(stratum.group ?? {}).toSorted()),
  );
  return [...blocks.values()].flatMap((block) => {
    const { groupOf } = collapseCells(
      block.map((stratum) => ({
        key: stratum.key,
        region: stratum.region ?? "",
        project: stratum.project ?? stratum.key,
        phase: stratum.phase ?? "",
        population: stratum.population ?? stratum.respondents,
        respondents: stratum.respondents,
      })),
      minimum,
    );
    return [...Map.groupBy(block, (stratum) => groupOf.get(stratum.key)).values()].map(poolOf);
  });
}

/**
 * Weights of the strata by the definition's rules: N/n, empty strata as `emptyStratum` says, small ones collapsed below
 * `weights.collapseBelow`, large weights trimmed at `weights.trim` times the region's median. Nothing else is changed.
 * @throws EmptyStratumError naming the strata, when the rule is "error" or there is nothing to collapse into
 */
export function designOf(
  definition: Pick<IndexDefinition, "emptyStratum" | "weights">,
  strata: readonly Stratum[],
): Design {
  const empty = strata.filter(isEmpty);
  if (empty.length > 0 && definition.emptyStratum === "error")
    throw new EmptyStratumError(empty.map((stratum) => stratum.key));
  const kept = strata.filter((stratum) =>
    isEmpty(stratum) ? definition.emptyStratum === "collapse" : stratum.respondents > 0,
  );
  const minimum = Math.max(definition.weights.collapseBelow, definition.emptyStratum === "collapse" ? 1 : 0);
  const pools = pooled(kept, minimum);
  const hopeless = pools.filter((pool) => pool.respondents === 0);
  if (hopeless.length > 0)
    throw new EmptyStratumError(hopeless.flatMap((pool) => pool.strata.map((stratum) => stratum.key)));

  const plain = pools.map((pool) => ({
    weight: pool.population === undefined ? 1 : pool.population / pool.respondents,
    respondents: pool.respondents,
    region: pool.strata[0]?.region ?? "",
  }));
  const weights = trimStratumWeights(plain, definition.weights.trim);
  return {
    strata: pools.map((pool, place) => ({
      keys: pool.strata.map((stratum) => stratum.key),
      population: pool.population,
      respondents: pool.respondents,
      weight: weights[place] ?? 1,
      fraction: pool.population === undefined ? 0 : Math.min(1, pool.respondents / pool.population),
    })),
    placeOf: new Map(
      pools.flatMap((pool, place) => pool.strata.map((stratum) => [stratum.key, place] as const)),
    ),
    collapsed: pools
      .filter((pool) => pool.strata.length > 1)
      .map((pool) => pool.strata.map((stratum) => stratum.key)),
    dropped: definition.emptyStratum === "drop" ? empty.map((stratum) => stratum.key) : [],
    trimmed: pools
      .filter((_, place) => (weights[place] ?? 0) < (plain[place]?.weight ?? 0))
      .flatMap((pool) => pool.strata.map((stratum) => stratum.key)),
  };
}
