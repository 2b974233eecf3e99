/** How a sample was drawn: one entry a respondent of the whole file, whatever was answered. */
export type SampleDesign = {
  /** Stratum of each row; project × phase by default in this product. */
  readonly stratum: readonly string[];
  /** Primary sampling unit of each row, unique within its stratum; the household by default. */
  readonly unit: readonly string[];
  /**
   * Primary units in the population, by stratum. With it the variance is that of describing exactly these owners
   * (finite inference); without it sampling counts as with replacement, the variance of a process.
   */
  readonly population?: ReadonlyMap<string, number>;
  /** A second draw inside the primary units, which counts only together with `population`. */
  readonly second?: {
    /** Second-stage unit of each row, unique within its primary unit. */
    readonly unit: readonly string[];
    /** Second-stage units in the population of the row's primary unit. */
    readonly population: readonly number[];
  };
};

/**
 * What a stratum with a single sampled unit contributes, its variance being unknown:
 * `adjust` its deviation from the mean over all units (conservative, the default); `average` the mean of the other
 * strata; `certainty` nothing, because it was taken for sure; `remove` nothing, because it is left out.
 */
export type SingleUnitRule = "adjust" | "average" | "certainty" | "remove";

/** Sums of two sets of influence values over one sampled unit. */
type Sums = { a: number; b: number };
type Unit = Sums & { readonly parts: Map<string, Sums>; population: number | undefined };
type DrawnStratum = { readonly units: readonly Sums[]; readonly fraction: number };

function existing<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function groupRows(
  design: SampleDesign,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): Map<string, Map<string, Unit>> {
  const rows = design.stratum.length;
  const lists = [design.unit, a, b, ...(design.second ? [design.second.unit, design.second.population] : [])];
  if (lists.some((list) => list.length !== rows))
    throw new RangeError("design and influence values differ in length");
  const strata = new Map<string, Map<string, Unit>>();
  for (let row = 0; row < rows; row++) {
    const units = existing(strata, design.stratum[row] ?? "", () => new Map<string, Unit>());
    const unit = existing(units, design.unit[row] ?? "", () => ({
      a: 0,
      b: 0,
      parts: new Map(),
      population: undefined,
    }));
    const part = design.second
      ? existing(unit.parts, design.second.unit[row] ?? "", () => ({ a: 0, b: 0 }))
      : unit;
    unit.population = design.second?.population[row];
    for (const sums of part === unit ? [unit] : [unit, part]) {
      sums.a += a[row] ?? 0;
      sums.b += b[row] ?? 0;
    }
  }
  return strata;
}

/** Sampled share of the units; undefined population: none. */
function samplingFraction(sampled: number, population: number | undefined, place: string): number {
  if (population === undefined) return 0;
  if (!(population >= sampled))
    throw new RangeError(`${place} has ${sampled} sampled units of only ${population}`);
  return sampled / population;
}

function meanOf(units: readonly Sums[]): Sums {
  const mean = { a: 0, b: 0 };
  for (const { a, b } of units) {
    mean.a += a / units.length;
    mean.b += b / units.length;
  }
  return mean;
}

function spread(units: readonly Sums[], centre: Sums): number {
  let sum = 0;
  for (const { a, b } of units) sum += (a - centre.a) * (b - centre.b);
  return sum;
}

/** Covariance from one stage of sampling: Σ (1 − f)·n/(n − 1)·Σ (a − ā)(b − b̄). */
function stageCovariance(strata: readonly DrawnStratum[], rule: SingleUnitRule): number | undefined {
  const all = strata.flatMap(({ units }) => units);
  const grand = meanOf(all);
  let sum = 0;
  let single = 0;
  for (const { units, fraction } of strata) {
    if (fraction === 1) continue;
    const n = units.length;
    if (n > 1) sum += (1 - fraction) * (n / (n - 1)) * spread(units, meanOf(units));
    else if (rule === "adjust" && all.length > 1) sum += (1 - fraction) * spread(units, grand);
    else if (rule !== "certainty") single++;
  }
  if (single === 0 || rule === "certainty") return sum;
  if (single === strata.length) return undefined;
  return rule === "average" ? (sum * strata.length) / (strata.length - single) : sum;
}

/**
 * Design-based covariance of two estimates by Taylor linearisation: influence values are summed by primary unit
 * within stratum, V = Σ_h (1 − f_h)·n_h/(n_h − 1)·Σ_j (z_hj − z̄_h)², and with a second stage
 * + Σ_h f_h Σ_j (1 − f_hj)·m_hj/(m_hj − 1)·Σ_i (z_hji − z̄_hj)².
 * For what: the one engine behind every standard error. Särndal, Swensson, Wretman (1992), chapters 4–5; the numbers are
 * those of R's `survey::svyrecvar`. Where influence values sum to 0 (means, shares, ratios), `adjust` is R's.
 * A stratum whose every unit was sampled contributes 0 to its stage.
 * @param a influence values, one entry a row, 0 for rows outside the estimate's base
 * @returns undefined when no stratum tells anything about the variance, e.g. one sampled unit in all
 * @throws RangeError when lengths differ or a population is smaller than its sample
 */
export function influenceCovariance(
  design: SampleDesign,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  rule: SingleUnitRule = "adjust",
): number | undefined {
  const first: DrawnStratum[] = [];
  let inside = 0;
  for (const [stratum, members] of groupRows(design, a, b)) {
    const units = [...members.values()];
    const fraction = samplingFraction(units.length, design.population?.get(stratum), `stratum ${stratum}`);
    first.push({ units, fraction });
    if (!design.second || fraction === 0) continue;
    const drawn = [...members].map(([name, unit]) => {
      const parts = [...unit.parts.values()];
      return { units: parts, fraction: samplingFraction(parts.length, unit.population, `unit ${name}`) };
    });
    inside += fraction * (stageCovariance(drawn, rule) ?? 0);
  }
  const between = stageCovariance(first, rule);
  return between === undefined ? undefined : between + inside;
}

/**
 * Design-based variance of an estimate: `influenceCovariance` of its influence values with themselves.
 * Its square root is the standard error; its degrees of freedom are `designDegrees`.
 */
export function influenceVariance(
  design: SampleDesign,
  influence: ArrayLike<number>,
  rule: SingleUnitRule = "adjust",
): number | undefined {
  return influenceCovariance(design, influence, influence, rule);
}

/** Degrees of freedom of the variance: primary units minus strata, counted over the whole file. */
export function designDegrees(design: Pick<SampleDesign, "stratum" | "unit">): number {
  const units = new Map<string, Set<string>>();
  for (const [row, stratum] of design.stratum.entries()) {
    existing(units, stratum, () => new Set<string>()).add(design.unit[row] ?? "");
  }
  let degrees = 0;
  for (const members of units.values()) degrees += members.size - 1;
  return degrees;
}
