import type { Stratum } from "./moments.ts";

/** Sums over the sampling units two samples share, of one stratum then and one now; entries by node. */
export type OverlapSums = {
  /** Places of the strata in their designs. */
  readonly before: number;
  readonly after: number;
  units: number;
  /** Σ z₁, Σ z₂ and Σ z₁z₂ of the units' influences. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly product: Float64Array;
};

/**
 * Covariance of two estimates from samples that overlap, by node: Σ over pairs of strata m/(m−1)·Σ(z₁ − z̄₁)(z₂ − z̄₂)
 * over the m units in both. A single unit shows no covariance. Tam SM (1984) The American Statistician 38:288.
 * @param correction of a pair, for a finite population; 1 about a process
 */
export function overlapCovariance(
  pairs: readonly OverlapSums[],
  nodes: number,
  correction: (pair: OverlapSums) => number,
): Float64Array {
  const covariance = new Float64Array(nodes);
  for (const pair of pairs) {
    const { units, first, second, product } = pair;
    if (units < 2) continue;
    const factor = (correction(pair) * units) / (units - 1);
    for (let node = 0; node < nodes; node++) {
      const own = (product[node] as number) - ((first[node] as number) * (second[node] as number)) / units;
      covariance[node] = (covariance[node] as number) + factor * own;
    }
  }
  return covariance;
}

/** What makes a stratum the same one in two waves, whose keys may name the wave: its project and phase, else its key. */
export function stratumIdentity({ key, project, phase }: Stratum): string {
  return project === undefined ? key : JSON.stringify([project, phase]);
}

/** A stratum's units that were asked, and how many there are; `population` undefined when unknown. */
export type SampledUnits = { readonly units: number; readonly population: number | undefined };

/**
 * What of the covariance a finite population leaves, when the same stratum was sampled twice: 1 − n₁n₂/(m·N). It is
 * 1 − f for a panel, 0 for samples drawn without regard to each other.
 */
export function overlapCorrection(first: SampledUnits, second: SampledUnits, shared: number): number {
  if (!first.population || !second.population) return 1;
  return 1 - (2 * first.units * second.units) / (shared * (first.population + second.population));
}
