import { type Comparison, independentContrast, type TestOptions, testContrasts } from "./comparison.ts";
import { evaluate } from "./evaluate.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { IndexDefinition } from "./index-definition.ts";
import type { Moments } from "./moments.ts";
import type { Reading } from "./reading.ts";

function keyOf(reading: Reading): string {
  return JSON.stringify([reading.group, reading.node]);
}

/**
 * Change from one wave to the next under one definition, for every group and node that both waves know.
 * The waves must be independent samples: households that answer twice need their covariance, which cell sums do not hold.
 * A change of performance is about a process, so the default inference is "process", not the finite population's.
 * Readings of both waves come along unsuppressed; suppress each wave, and no change without both.
 */
export function compareWaves(
  definition: IndexDefinition,
  before: Moments,
  after: Moments,
  options: EvaluateOptions & TestOptions,
): Comparison[] {
  const asked: EvaluateOptions = { inference: "process", ...options };
  const earlier = new Map(evaluate(definition, before, asked).map((reading) => [keyOf(reading), reading]));
  const contrasts = evaluate(definition, after, asked).flatMap((reading) => {
    const past = earlier.get(keyOf(reading));
    return past === undefined ? [] : [independentContrast(past, reading)];
  });
  return testContrasts(contrasts, options);
}
