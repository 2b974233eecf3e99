/**
 * Benjamini–Hochberg adjusted p values: with all those at most q called findings, at most a share q of the findings is
 * false on average. q_(i) = min over j ≥ i of min(1, p_(j)·m/j), p sorted ascending, m the number of tests.
 * Benjamini, Hochberg: Controlling the false discovery rate, J. R. Statist. Soc. B 57 (1995).
 * A test without a p value (undefined) stays out of m and stays undefined.
 * @param pValues each in [0, 1]
 * @returns adjusted values at the places of their p values
 */
export function benjaminiHochberg(pValues: readonly (number | undefined)[]): (number | undefined)[] {
  const ranked = pValues
    .flatMap((p, place) => (p === undefined ? [] : [{ p, place }]))
    .toSorted((a, b) => a.p - b.p || a.place - b.place);
  const adjusted: (number | undefined)[] = pValues.map(() => undefined);
  let smallest = 1;
  for (let rank = ranked.length; rank >= 1; rank--) {
    const test = ranked[rank - 1];
    if (test === undefined) break;
    smallest = Math.min(smallest, (test.p * ranked.length) / rank);
    adjusted[test.place] = smallest;
  }
  return adjusted;
}
