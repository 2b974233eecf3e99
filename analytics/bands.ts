import { allowForFew, independentContrast, testContrasts } from "./comparison.ts";
import type { Reading } from "./reading.ts";
import { normalCriticalValue } from "./statistics/normal-critical-value.ts";

/** @param certain difference over its error below which no t test finds anything: the normal distribution's */
function differ(a: Reading, b: Reading, level: number, certain: number): boolean {
  const contrast = allowForFew(independentContrast(a, b));
  const { difference, se } = contrast;
  if (difference === undefined || se === undefined) return false;
  // Two scores known without error differ when they are not the same.
  if (se === 0) return difference !== 0;
  // t has wider tails than the normal distribution, whatever its degrees of freedom
  if (Math.abs(difference) < certain * se) return false;
  const [test] = testContrasts([contrast], { rule: { level, material: 0 } });
  return test?.p !== undefined && test.p <= level;
}

/**
 * Parts units into bands whose members cannot be told from their head, in place of ranks: by score from the top, a unit
 * joins the band while its difference to the head is not significant (two-sided t, unadjusted); the first that differs
 * heads the next band. A rank within a band is chance, so a band is shown as one place.
 * @param units independent of each other, such as projects, with readings of one node; those without a value are left out
 * @param keyOf breaks ties, so that equal scores stand in a fixed order
 * @param level of the test; 0.05 gives bands whose heads differ from the members of the band above
 * @returns bands and their units from the best score down
 */
export function tieBands<Unit>(
  units: readonly Unit[],
  readingOf: (unit: Unit) => Reading,
  keyOf: (unit: Unit) => string,
  level = 0.05,
): readonly (readonly Unit[])[] {
  const sorted = units
    .map((unit) => ({ unit, reading: readingOf(unit), key: keyOf(unit) }))
    .filter(({ reading }) => reading.value !== undefined)
    .toSorted((a, b) => (b.reading.value ?? 0) - (a.reading.value ?? 0) || (a.key < b.key ? -1 : 1));
  const certain = normalCriticalValue(1 - level);
  const bands: { readonly head: Reading; readonly members: Unit[] }[] = [];
  for (const { unit, reading } of sorted) {
    const band = bands.at(-1);
    if (band !== undefined && !differ(reading, band.head, level, certain)) band.members.push(unit);
    else bands.push({ head: reading, members: [unit] });
  }
  return bands.map(({ members }) => members);
}
