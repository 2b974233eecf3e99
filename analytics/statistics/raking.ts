/** Owners by the cells of one characteristic, and where each respondent falls. */
export type Margin = {
  readonly name: string;
  /** One a row. */
  readonly cells: readonly string[];
  readonly population: ReadonlyMap<string, number>;
};

export type Raking =
  | { readonly kind: "weights"; readonly weights: Float64Array; readonly rounds: number }
  /** Owners in the margin's cell, no weight in the sample: collapse it. */
  | { readonly kind: "empty-cell"; readonly margin: string; readonly cell: string }
  /** The margins contradict each other, or the sample lacks the combinations they need. */
  | { readonly kind: "not-converged"; readonly rounds: number; readonly distance: number };

export type RakingLimits = {
  /** Stop when every margin is met to this relative distance. */
  readonly tolerance?: number;
  readonly rounds?: number;
};

function cellSums(margin: Margin, weights: Float64Array): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [row, cell] of margin.cells.entries())
    sums.set(cell, (sums.get(cell) ?? 0) + (weights[row] ?? 0));
  return sums;
}

function requireMargin(margin: Margin, rows: number): void {
  if (margin.cells.length !== rows) {
    throw new RangeError(`margin ${margin.name} has ${margin.cells.length} rows for ${rows} base weights`);
  }
  for (const cell of margin.cells) {
    if (!margin.population.has(cell))
      throw new RangeError(`margin ${margin.name} gives no population for cell ${cell}`);
  }
  for (const [cell, owners] of margin.population) {
    if (!(owners >= 0 && owners < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`population ${owners} of cell ${cell} must be a number from 0 up`);
    }
  }
}

/** Largest relative distance between weighted and known owners over the margins. */
function distanceTo(margins: readonly Margin[], weights: Float64Array): number {
  let worst = 0;
  for (const margin of margins) {
    const sums = cellSums(margin, weights);
    for (const [cell, owners] of margin.population) {
      const sum = sums.get(cell) ?? 0;
      worst = Math.max(worst, owners === 0 ? sum : Math.abs(sum - owners) / owners);
    }
  }
  return worst;
}

/**
 * Raking (iterative proportional fitting): weights scaled to one margin after another until all are met.
 * For what: when owners are known by project × phase and by building type, but not by all three at once.
 * Deming WE, Stephan FF (1940) Annals of Mathematical Statistics 11:427; equals R's `rake` run to the end, whose default
 * tolerance already moves the fourth digit.
 * @throws RangeError when lengths differ, a base weight or population is negative, or a row's cell has no population
 */
export function rakeWeights(
  baseWeights: ArrayLike<number>,
  margins: readonly Margin[],
  { tolerance = 1e-9, rounds = 200 }: RakingLimits = {},
): Raking {
  const weights = Float64Array.from(baseWeights);
  if (weights.some((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY))) {
    throw new RangeError("a base weight must be a number from 0 up");
  }
  for (const margin of margins) {
    requireMargin(margin, weights.length);
    const sums = cellSums(margin, weights);
    for (const [cell, owners] of margin.population) {
      if (owners > 0 && !(sums.get(cell) ?? 0)) return { kind: "empty-cell", margin: margin.name, cell };
    }
  }
  for (let round = 0; round <= rounds; round++) {
    if (distanceTo(margins, weights) < tolerance) return { kind: "weights", weights, rounds: round };
    for (const margin of margins) {
      const sums = cellSums(margin, weights);
      for (const [row, cell] of margin.cells.entries()) {
        const sum = sums.get(cell) ?? 0;
        weights[row] = sum === 0 ? 0 : ((weights[row] ?? 0) * (margin.population.get(cell) ?? 0)) / sum;
      }
    }
  }
  return { kind: "not-converged", rounds, distance: distanceTo(margins, weights) };
}
