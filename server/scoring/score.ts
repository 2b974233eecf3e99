import { type Comparison, independentContrast, testContrasts } from "#analytics/comparison.ts";
import { EmptyStratumError } from "#analytics/empty-stratum-error.ts";
import { type IndexDefinition, SEGMENTS, segmentId } from "#analytics/index-definition.ts";
import type { Estimand, Inference, Reading } from "#analytics/reading.ts";
import { margins, suppress } from "#analytics/suppress.ts";
import { AppError } from "../app-error.ts";
import { materialOf } from "../indicators/comparisons.ts";
import type { ReadingUnit } from "../indicators/reading-view.ts";
import type { Verdicts } from "../indicators/settings.ts";
import type { Sample } from "./sample.ts";

/** What is asked of a sample. */
export type ScoreOptions = {
  /** Grouping columns; [] = the whole. */
  readonly by: readonly string[];
  readonly estimand: Estimand;
  readonly inference: Inference;
  readonly confidence: number;
  /** Intervals above items of few answers: as published ("pooled", the default), or value ± t·se of each ("own"). */
  readonly fewAnswers?: "pooled" | "own" | undefined;
  /** Whether readings of few answers, and what would give them away, are hidden. */
  readonly suppression: boolean;
};

export type Scored = {
  readonly readings: readonly Reading[];
  /** Against the other sample, by place of the reading; undefined where there is nothing to compare or it may not be seen. */
  readonly changes: readonly (Comparison | undefined)[] | undefined;
};

/** Another sample to hold the first against, and what their differences are judged by. */
export type Compared = { readonly sample: Sample; readonly verdicts: Verdicts };

/** What a node is counted in, as on screens. */
function unitOf({ joint, segments = {}, items }: IndexDefinition, node: string): ReadingUnit {
  const isSegment = Object.keys(segments).some((rule) =>
    SEGMENTS.some((segment) => segmentId(rule, segment) === node),
  );
  if (isSegment || Object.hasOwn(joint, node)) return "percent";
  const rule = items[node]?.score;
  return rule === "top-box" ? "percent" : rule === "net" ? "nps" : "points";
}

function requireOptions(definition: IndexDefinition, { cuts }: Sample, options: ScoreOptions): void {
  const unknown = options.by.filter((column) => !cuts.includes(column));
  if (unknown.length > 0)
    throw new AppError(
      "invalid",
      `There is no column ${unknown.join(", ")} to group by: use --by with some of ${cuts.join(", ")}.`,
      { unknown, columns: cuts },
    );
  if (options.estimand !== "phase-standardised") return;
  if (definition.standard === undefined)
    throw new AppError(
      "invalid",
      'The definition has no phase mix to standardise to: give it "standard", or use another --estimand.',
    );
  if (!cuts.includes("phase"))
    throw new AppError("invalid", "Standardising phases needs a column phase in the answers: add it.");
}

/** Readings as they may be seen: hidden together with every margin the groups can be added up to. */
function protectedReadings(
  sample: Sample,
  definition: IndexDefinition,
  options: ScoreOptions,
): readonly Reading[] {
  const own = sample.readings(definition, options);
  const above = margins(options.by)
    .filter((by) => by.length < options.by.length)
    .flatMap((by) => sample.readings(definition, { ...options, by, intervals: false }));
  return suppress(definition, [...own, ...above]).slice(0, own.length);
}

function readingsOf(sample: Sample, definition: IndexDefinition, options: ScoreOptions): readonly Reading[] {
  requireOptions(definition, sample, options);
  try {
    return options.suppression
      ? protectedReadings(sample, definition, options)
      : sample.readings(definition, options);
  } catch (failure) {
    if (!(failure instanceof EmptyStratumError)) throw failure;
    throw new AppError("invalid", failure.message, { strata: failure.strata }, failure);
  }
}

function keyOf({ group, node }: Reading): string {
  return JSON.stringify([group, node]);
}

/**
 * Differences to another sample drawn independently, with the normal test: what is shown of both is compared, a family
 * being one node over all groups. A difference has to be large enough to matter as well.
 */
function changesTo(
  definition: IndexDefinition,
  before: readonly Reading[],
  readings: readonly Reading[],
  confidence: number,
  verdicts: Verdicts,
): readonly (Comparison | undefined)[] {
  const earlier = new Map(before.map((reading) => [keyOf(reading), reading]));
  const contrasts = readings.flatMap((reading) => {
    const past = earlier.get(keyOf(reading));
    return past?.value === undefined || reading.value === undefined
      ? []
      : [independentContrast(past, reading)];
  });
  const families = Map.groupBy(contrasts, ({ after }) => unitOf(definition, after.node));
  const tested = [...families].flatMap(([unit, family]) => {
    const rule = { level: verdicts["verdict.level"], material: materialOf(unit, verdicts) };
    return testContrasts(family, { test: "normal", confidence, rule });
  });
  const byKey = new Map(tested.map((change) => [keyOf(change.after), change]));
  return readings.map((reading) => byKey.get(keyOf(reading)));
}

/**
 * Scores a sample under a definition, and holds it against another one.
 * @throws AppError `invalid` when the sample cannot answer what is asked
 */
export function score(
  definition: IndexDefinition,
  sample: Sample,
  options: ScoreOptions,
  compared?: Compared,
): Scored {
  const readings = readingsOf(sample, definition, options);
  const changes =
    compared &&
    changesTo(
      definition,
      readingsOf(compared.sample, definition, options),
      readings,
      options.confidence,
      compared.verdicts,
    );
  return { readings, changes };
}
