import type { Reading } from "./reading.ts";
import { benjaminiHochberg } from "./statistics/benjamini-hochberg.ts";
import { satterthwaiteDegrees, type TestedDifference, testDifference } from "./statistics/wave-difference.ts";

/** What a difference says; a difference too small to matter is not distinguishable either. */
export type Verdict = "better" | "worse" | "not-distinguishable";

export type VerdictRule = {
  /** Largest acceptable share of false findings within the family. */
  readonly level: number;
  /** Smallest difference that matters, in points of the 0–100 scale. */
  readonly material: number;
};

/** Money follows: few false alarms, and a size that matters. */
export const APPRAISAL: VerdictRule = { level: 0.05, material: 2 };

/** A difference of two readings with its test. */
export type Comparison = {
  /** The reading in question: the later wave's, or the unit's. */
  readonly after: Reading;
  /** What it is held against: the earlier wave's, or the group's. */
  readonly before: Reading;
  readonly difference: number | undefined;
  readonly se: number | undefined;
  readonly df: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** difference / se; undefined where the standard error is 0. */
  readonly z: number | undefined;
  readonly p: number | undefined;
  /** p adjusted by Benjamini–Hochberg within the node over all groups compared. */
  readonly q: number | undefined;
  /** Whether the difference is large enough to matter, whatever chance says. */
  readonly material: boolean;
  readonly verdict: Verdict;
};

export type TestOptions = {
  /** Distribution of difference / se: Student's t with the difference's degrees of freedom (default), or the normal one. */
  readonly test?: "t" | "normal";
  readonly confidence?: number;
  readonly rule?: VerdictRule;
};

/** A difference whose standard error is known but not yet tested. */
export type Contrast = Pick<Comparison, "after" | "before" | "difference" | "se" | "df">;

function testOf(contrast: Contrast, options: TestOptions): TestedDifference | undefined {
  const { difference, se, df } = contrast;
  if (difference === undefined || se === undefined) return undefined;
  const estimate = { value: difference, variance: se * se };
  if (options.test === "normal" || se === 0) return testDifference(estimate, options.confidence);
  return df === undefined || df <= 0 ? undefined : testDifference({ ...estimate, df }, options.confidence);
}

/**
 * Tests differences and gives each its verdict. A family, within which p values are adjusted, is one node over all the
 * contrasts given: pass one level of the hierarchy, one wave and one kind of comparison at a time.
 */
export function testContrasts(contrasts: readonly Contrast[], options: TestOptions = {}): Comparison[] {
  const rule = options.rule ?? APPRAISAL;
  const tests = contrasts.map((contrast) => testOf(contrast, options));
  const adjusted = new Map<number, number | undefined>();
  for (const places of Map.groupBy(contrasts.keys(), (place) => contrasts[place]?.after.node).values()) {
    const q = benjaminiHochberg(places.map((place) => tests[place]?.p));
    for (const [at, place] of places.entries()) adjusted.set(place, q[at]);
  }
  return contrasts.map((contrast, place): Comparison => {
    const { difference } = contrast;
    const test = tests[place];
    const q = adjusted.get(place);
    const material = difference !== undefined && Math.abs(difference) >= rule.material;
    const found = q !== undefined && q <= rule.level && material && difference !== 0;
    return {
      ...contrast,
      low: test?.low,
      high: test?.high,
      z: test?.statistic,
      p: test?.p,
      q,
      material,
      verdict: !found ? "not-distinguishable" : difference > 0 ? "better" : "worse",
    };
  });
}

/** The contrast of two readings from independent samples: SE = √(V₁ + V₂), degrees of freedom by Satterthwaite. */
export function independentContrast(before: Reading, after: Reading): Contrast {
  const known = before.value !== undefined && after.value !== undefined;
  const parts = [before, after].map(({ se = 0, df = 0 }) => ({ variance: se * se, df }));
  const uncertain = parts.filter((part) => part.variance > 0);
  return {
    before,
    after,
    difference: known ? (after.value ?? 0) - (before.value ?? 0) : undefined,
    se: before.se === undefined || after.se === undefined ? undefined : Math.hypot(before.se, after.se),
    df: uncertain.every((part) => part.df > 0) ? satterthwaiteDegrees(uncertain) : undefined,
  };
}

/**
 * The contrast with an error that allows for items of few answers as the intervals of its two readings do: three people who
 * say the same are no certainty, and no difference to others is.
 */
export function allowForFew(contrast: Contrast): Contrast {
  const more = [contrast.before, contrast.after].reduce(
    (sum, { se = 0, intervalSe = se }) => sum + Math.max(0, intervalSe * intervalSe - se * se),
    0,
  );
  return contrast.se === undefined || more === 0
    ? contrast
    : { ...contrast, se: Math.hypot(contrast.se, Math.sqrt(more)) };
}
