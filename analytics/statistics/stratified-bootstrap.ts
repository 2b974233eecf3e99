import type { Interval } from "./interval.ts";
import { requireConfidence } from "./interval.ts";
import { seededRandom } from "./seeded-random.ts";

/** Which rows are drawn together: one entry a row. */
export type BootstrapDesign = {
  readonly stratum: readonly string[];
  /** Household or other sampling unit, unique within its stratum; all its rows come along when it is drawn. */
  readonly unit: readonly string[];
};

export type BootstrapPlan = {
  /** Stored with the result, so that anybody can repeat it. */
  readonly seed: number;
  readonly draws?: number;
};

/**
 * Stratified bootstrap: within each stratum as many units are drawn with replacement as it has, and the statistic is computed
 * again from how often each row was drawn. For what: intervals of statistics without a variance formula (driver shares,
 * lines of a change's walk). Efron B, Tibshirani R (1993) An Introduction to the Bootstrap. A stratum with one unit never varies.
 * @param statistic of the times each row was drawn (multiply weights with them); undefined where a draw has no value
 * @returns the statistic of each draw, in order
 * @throws RangeError when lists differ in length, or on fewer than one draw
 */
export function bootstrapDraws<Statistic>(
  design: BootstrapDesign,
  statistic: (timesDrawn: Float64Array) => Statistic,
  { seed, draws = 400 }: BootstrapPlan,
): Statistic[] {
  const rows = design.stratum.length;
  if (design.unit.length !== rows)
    throw new RangeError(`${rows} strata do not go with ${design.unit.length} units`);
  if (!Number.isInteger(draws) || draws < 1)
    throw new RangeError(`a bootstrap needs at least one draw, got ${draws}`);
  const strata = [...Map.groupBy(design.stratum.keys(), (row) => design.stratum[row] ?? "").values()].map(
    (members) => [...Map.groupBy(members, (row) => design.unit[row] ?? "").values()],
  );
  const random = seededRandom(seed);
  return Array.from({ length: draws }, () => {
    const times = new Float64Array(rows);
    for (const units of strata) {
      for (let place = 0; place < units.length; place++) {
        for (const row of units[random.below(units.length)] ?? []) times[row] = (times[row] ?? 0) + 1;
      }
    }
    return statistic(times);
  });
}

/**
 * Percentile interval of bootstrap draws, quantiles by linear interpolation (R's type 7). Draws without a value are left out.
 * @returns undefined when fewer than half of the draws have a value
 */
export function percentileInterval(
  draws: readonly (number | undefined)[],
  confidence = 0.95,
): Interval | undefined {
  requireConfidence(confidence);
  const sorted = draws
    .filter((draw) => draw !== undefined && Number.isFinite(draw))
    .toSorted((a, b) => (a ?? 0) - (b ?? 0));
  if (sorted.length === 0 || sorted.length * 2 < draws.length) return undefined;
  const quantile = (portion: number): number => {
    const place = portion * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? Number.NaN;
    return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? Number.NaN) - below);
  };
  return { low: quantile((1 - confidence) / 2), high: quantile((1 + confidence) / 2) };
}
