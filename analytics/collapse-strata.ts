import type { Stratum } from "./moments.ts";

/** Strata that share a weight: one of them when nothing was collapsed. */
export type Pool = {
  readonly strata: readonly Stratum[];
  readonly population: number | undefined;
  readonly respondents: number;
};

export function poolOf(strata: readonly Stratum[]): Pool {
  return {
    strata,
    population: strata.some((stratum) => stratum.population === undefined)
      ? undefined
      : strata.reduce((sum, stratum) => sum + (stratum.population ?? 0), 0),
    respondents: strata.reduce((sum, stratum) => sum + stratum.respondents, 0),
  };
}

function byKey(a: Pool, b: Pool): number {
  const [left, right] = [a.strata[0]?.key ?? "", b.strata[0]?.key ?? ""];
  return left < right ? -1 : left > right ? 1 : 0;
}

function hasPhase(pool: Pool, phase: string): boolean {
  return pool.strata.some((stratum) => stratum.phase === phase);
}

function sharesProject(a: Pool, b: Pool): boolean {
  return a.strata.some(
    (one) => one.project !== undefined && b.strata.some((other) => other.project === one.project),
  );
}

function sharesRegion(a: Pool, b: Pool): boolean {
  return a.strata.some(
    (one) => one.region !== undefined && b.strata.some((other) => other.region === one.region),
  );
}

function sharesPhase(a: Pool, b: Pool): boolean {
  return a.strata.some(
    (one) => one.phase !== undefined && b.strata.some((other) => other.phase === one.phase),
  );
}

function merged(pools: readonly Pool[], a: Pool, b: Pool): Pool[] {
  const together = poolOf(
    [...a.strata, ...b.strata].toSorted((one, other) => (one.key < other.key ? -1 : 1)),
  );
  return [...pools.filter((pool) => pool !== a && pool !== b), together].toSorted(byKey);
}

/** Two phases of one project, merged wherever one of them is too small. */
function mergePhases(
  pools: readonly Pool[],
  first: string,
  second: string,
  minimum: number,
): readonly Pool[] {
  let current = pools;
  for (const pool of pools) {
    if (!current.includes(pool) || !hasPhase(pool, first) || hasPhase(pool, second)) continue;
    const partner = current.find(
      (other) => other !== pool && hasPhase(other, second) && sharesProject(pool, other),
    );
    if (partner && (pool.respondents < minimum || partner.respondents < minimum))
      current = merged(current, pool, partner);
  }
  return current;
}

/** The pool a small one joins at last: its phase elsewhere in the region before its own project, before anything else; the largest of them. */
function partnerOf(pool: Pool, others: readonly Pool[]): Pool | undefined {
  const circles: readonly ((other: Pool) => boolean)[] = [
    (other) => sharesRegion(pool, other) && sharesPhase(pool, other),
    (other) => sharesProject(pool, other),
    (other) => sharesPhase(pool, other),
    () => true,
  ];
  for (const circle of circles) {
    const largest = others.filter(circle).toSorted((a, b) => b.respondents - a.respondents || byKey(a, b))[0];
    if (largest) return largest;
  }
  return undefined;
}

/**
 * Joins strata with fewer than `minimum` respondents to neighbours, in the declared order: phase S with O of the
 * project, then R with S, then into the largest stratum of the same phase in the region.
 * Strata of different waves (different `group`) never join. The result does not depend on the order of the strata.
 * @returns pools that cover every stratum once; one is still small only when there is nothing to join
 */
export function collapseStrata(strata: readonly Stratum[], minimum: number): readonly Pool[] {
  const blocks = Map.groupBy(strata, (stratum) =>
    JSON.stringify(Object.entries(stratum.group ?? {}).toSorted()),
  );
  return [...blocks.values()]
    .flatMap((block) => {
      let pools: readonly Pool[] = block.map((stratum) => poolOf([stratum])).toSorted(byKey);
      pools = mergePhases(pools, "S", "O", minimum);
      pools = mergePhases(pools, "R", "S", minimum);
      for (;;) {
        const small = pools.find((pool) => pool.respondents < minimum);
        const partner =
          small &&
          partnerOf(
            small,
            pools.filter((pool) => pool !== small),
          );
        if (!small || !partner) return pools;
        pools = merged(pools, small, partner);
      }
    })
    .toSorted(byKey);
}
