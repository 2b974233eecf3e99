import { independentContrast, testContrasts } from "#analytics/comparison.ts";
import type { Reading } from "#analytics/reading.ts";

/** Whether two units of independent answers differ: the 95 % interval of the difference excludes 0. */
function differ(a: Reading, b: Reading): boolean {
  const [test] = testContrasts([independentContrast(a, b)], { rule: { level: 0.05, material: 0 } });
  return test?.p !== undefined && test.p <= 0.05;
}

/**
 * Parts units into bands whose members cannot be told apart: the best heads the first; each joins while its difference
 * to the head is not significant; the first that is heads the next.
 * @param units with the reading their score is tested by; only those with a value
 * @returns the bands, best first, units by score within them, then by key
 */
export function tieBands<Unit>(
  units: readonly Unit[],
  readingOf: (unit: Unit) => Reading,
  keyOf: (unit: Unit) => string,
): readonly (readonly Unit[])[] {
  const byScore = units.toSorted((a, b) => {
    const difference = (readingOf(b).value ?? 0) - (readingOf(a).value ?? 0);
    return difference || (keyOf(a) < keyOf(b) ? -1 : 1);
  });
  const bands: Unit[][] = [];
  for (const unit of byScore) {
    const band = bands.at(-1);
    const head = band?.[0];
    if (band && head !== undefined && !differ(readingOf(unit), readingOf(head))) band.push(unit);
    else bands.push([unit]);
  }
  return bands;
}
