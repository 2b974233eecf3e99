export type TrimLimits = {
  /** Smallest weight; 0 when left out. */
  readonly low?: number;
  readonly high: number;
};

export type Trimming = {
  readonly weights: Float64Array;
  /** Rows whose weight was cut or lifted to a limit, for the log. */
  readonly trimmed: readonly number[];
  /** Weight cut away that found no untrimmed row in its group to go to, by group. */
  readonly lost: ReadonlyMap<string, number>;
};

/**
 * Weight trimming: weights beyond the limits are set to them, and what was cut is spread evenly over the untrimmed rows of the
 * same group, so the group's total stays. For what: a few huge weights would decide a score alone.
 * One pass; spreading can lift a row over the limit, as with R's `trimWeights(strict = FALSE)`.
 * Potter FJ (1990) Proc. ASA Survey Research Methods, 225. A group whose every row was cut loses weight: `lost` says how much.
 * @param groups one a row; all rows form one group when left out
 * @param limitsOf limits of a row's weight
 * @throws RangeError when lengths differ, a weight is negative, or limits are negative or reversed
 */
export function trimWeights(
  weights: ArrayLike<number>,
  limitsOf: (row: number) => TrimLimits,
  groups?: readonly string[],
): Trimming {
  if (groups && groups.length !== weights.length) {
    throw new RangeError(`${groups.length} groups do not go with ${weights.length} weights`);
  }
  const group = (row: number) => groups?.[row] ?? "";
  const result = Float64Array.from(weights);
  const trimmed: number[] = [];
  const cut = new Map<string, number>();
  const untrimmed = new Map<string, number>();
  for (const [row, weight] of result.entries()) {
    const { low = 0, high } = limitsOf(row);
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw new RangeError(`weight ${weight} of row ${row} must be a number from 0 up`);
    if (!(low >= 0 && high >= low))
      throw new RangeError(`limits must satisfy 0 ≤ low ≤ high, got ${low} and ${high}`);
    const limited = Math.min(high, Math.max(low, weight));
    if (limited === weight) {
      untrimmed.set(group(row), (untrimmed.get(group(row)) ?? 0) + 1);
      continue;
    }
    trimmed.push(row);
    result[row] = limited;
    cut.set(group(row), (cut.get(group(row)) ?? 0) + weight - limited);
  }
  const changed = new Set(trimmed);
  for (const row of result.keys()) {
    if (changed.has(row)) continue;
    const share = (cut.get(group(row)) ?? 0) / (untrimmed.get(group(row)) ?? 1);
    result[row] = (result[row] ?? 0) + share;
  }
  const lost = new Map([...cut].filter(([name]) => !untrimmed.has(name)));
  return { weights: result, trimmed, lost };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}

/**
 * The house rule of trimming: no weight above `factor` times the median positive weight of its reporting region; what
 * is cut goes to the untrimmed rows of the same cell. Post-stratify once more afterwards and log `trimmed`.
 * @throws RangeError when lengths differ or the factor is below 1
 */
export function trimToMedian(
  weights: ArrayLike<number>,
  regions: readonly string[],
  cells: readonly string[],
  factor = 5,
): Trimming {
  if (!(factor >= 1))
    throw new RangeError(`a weight limit below the median would trim most weights, got factor ${factor}`);
  if (regions.length !== weights.length) {
    throw new RangeError(`${regions.length} regions do not go with ${weights.length} weights`);
  }
  const byRegion = Map.groupBy(regions.keys(), (row) => regions[row] ?? "");
  const high = new Map<string, number>();
  for (const [region, rows] of byRegion) {
    high.set(region, factor * median(rows.map((row) => weights[row] ?? 0).filter((weight) => weight > 0)));
  }
  return trimWeights(weights, (row) => ({ high: high.get(regions[row] ?? "") ?? 0 }), cells);
}
