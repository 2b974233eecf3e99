import type { Comparison, Verdict } from "#analytics/comparison.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Estimand, Inference, Reading, ReadingState } from "#analytics/reading.ts";
import type { Sample } from "./sample.ts";
import type { Scored, ScoreOptions } from "./score.ts";

/** Numbers are unrounded; null where there is none, or it may not be seen. */
export type ReadingResult = {
  readonly group: Readonly<Record<string, string>>;
  readonly node: string;
  readonly value: number | null;
  readonly se: number | null;
  readonly df: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly population: number | null;
  readonly populationCovered: number | null;
  readonly neff: number | null;
  /** Design effect: variance over that of a simple random sample of as many answers. */
  readonly deff: number | null;
  readonly coverage: number | null;
  /** Share of the value that rests on items of fewer answers than the definition's minimum. */
  readonly sparse: number | null;
  readonly state: ReadingState;
} & Partial<ComparedResult>;

/** With a comparison only; null where one of the two readings has no value to be seen. `se` is in `compare`: the reading has its own. */
type ComparedResult = {
  readonly compare: ChangeResult | null;
  readonly difference: number | null;
  readonly z: number | null;
  readonly p: number | null;
  readonly q: number | null;
  readonly verdict: Verdict | null;
};

type ChangeResult = {
  readonly difference: number;
  readonly se: number | null;
  readonly z: number | null;
  readonly p: number | null;
  /** p adjusted by Benjamini–Hochberg within the node over the groups. */
  readonly q: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: Verdict;
};

/** What `ov score` writes: `result.json` of the command line's contract. */
export type ScoreResult = {
  readonly definition: { readonly id: string; readonly version: number; readonly hash: string };
  readonly data: {
    /** Identity of the answers: of a file SHA-256 of its bytes, of the database a hash of the sums. */
    readonly hash: string;
    readonly rows: number;
    readonly population?: string;
    /** State of the database the answers were read from. */
    readonly version?: string;
    readonly asOf?: string;
  };
  readonly options: {
    readonly by: readonly string[];
    readonly estimand: Estimand;
    readonly inference: Inference;
    readonly confidence: number;
    readonly fewAnswers: "pooled" | "own";
    readonly suppression: boolean;
    readonly wave: string | null;
    readonly compare: string | null;
  };
  /** What the weighting did beside N/n: strata by their keys. */
  readonly weighting: {
    readonly collapsed: readonly (readonly string[])[];
    readonly dropped: readonly string[];
    readonly trimmed: readonly string[];
  };
  readonly readings: readonly ReadingResult[];
};

function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}

function readingResult(reading: Reading): ReadingResult {
  return {
    group: reading.group,
    node: reading.node,
    value: orNull(reading.value),
    se: orNull(reading.se),
    df: orNull(reading.df),
    low: orNull(reading.low),
    high: orNull(reading.high),
    n: orNull(reading.n),
    population: orNull(reading.population),
    populationCovered: orNull(reading.populationCovered),
    neff: orNull(reading.neff),
    deff: orNull(reading.deff),
    coverage: orNull(reading.coverage),
    sparse: orNull(reading.sparse),
    state: reading.state,
  };
}

function comparedResult(change: Comparison | undefined): ComparedResult {
  if (change?.difference === undefined)
    return { compare: null, difference: null, z: null, p: null, q: null, verdict: null };
  const { difference, verdict } = change;
  const [z, p, q] = [orNull(change.z), orNull(change.p), orNull(change.q)];
  const interval = { low: orNull(change.low), high: orNull(change.high) };
  const compare = { difference, se: orNull(change.se), z, p, q, ...interval, verdict };
  return { compare, difference, z, p, q, verdict };
}

/** Readings and changes in the shape of the contract. */
export function readingResults({ readings, changes }: Scored): readonly ReadingResult[] {
  return readings.map((reading, place) => ({
    ...readingResult(reading),
    ...(changes === undefined ? {} : comparedResult(changes[place])),
  }));
}

/** The options as a result repeats them. */
export function optionsResult(
  { by, estimand, inference, confidence, fewAnswers = "pooled", suppression }: ScoreOptions,
  wave: string | undefined,
  compare: string | undefined,
): ScoreResult["options"] {
  return {
    by,
    estimand,
    inference,
    confidence,
    fewAnswers,
    suppression,
    wave: orNull(wave),
    compare: orNull(compare),
  };
}

/** What the definition's weighting rules did to a sample; nothing where every respondent counts once. */
export function weightingResult(
  definition: IndexDefinition,
  sample: Sample,
  { estimand }: ScoreOptions,
): ScoreResult["weighting"] {
  if (estimand === "unweighted") return { collapsed: [], dropped: [], trimmed: [] };
  const { collapsed, dropped, trimmed } = sample.design(definition);
  return { collapsed, dropped, trimmed };
}
