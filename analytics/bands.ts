import { allowForFew, independentContrast, testContrasts } from "./comparison.ts";
import type { Reading } from "./reading.ts";

function differ(a: Reading, b: Reading, level: number): boolean {
  const [test] = testContrasts([allowForFew(independentContrast(a, b))], { rule: { level, material: 0 } });
  // Two scores known without error differ when they are not the same.
  if (test?.se === 0) return test.difference !== 0;
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
  const bands: { readonly head: Reading; readonly members: Unit[] }[] = [];
  for (const { unit, reading } of sorted) {
    const band = bands.at(-1);
    if (band !== undefined && !differ(reading, band.head, level)) band.members.push(unit);
    else bands.push({ head: reading, members: [unit] });
  }
  return bands.map(({ members }) => members);
}
