/**
 * Holm's adjusted p values: with all those at most α called findings, the chance of even one false finding is at most α.
 * For what: the few tests headquarters declared beforehand, and rank ranges; families of many tests use
 * Benjamini–Hochberg. p_(i) adjusted = max over j ≤ i of min(1, (m − j + 1)·p_(j)), p sorted ascending, m tests.
 * Holm S (1979) Scandinavian Journal of Statistics 6:65. A test without a p value stays out of m and stays undefined.
 * @param pValues each in [0, 1]
 * @returns adjusted values at the places of their p values
 * @throws RangeError on a p value outside [0, 1]
 */
export function holm(pValues: readonly (number | undefined)[]): (number | undefined)[] {
  const ranked = pValues
    .flatMap((p, place) => (p === undefined ? [] : [{ p, place }]))
    .toSorted((a, b) => a.p - b.p || a.place - b.place);
  const adjusted: (number | undefined)[] = pValues.map(() => undefined);
  let largest = 0;
  for (const [rank, { p, place }] of ranked.entries()) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a p value lies in [0, 1], got ${p}`);
    largest = Math.max(largest, Math.min(1, (ranked.length - rank) * p));
    adjusted[place] = largest;
  }
  return adjusted;
}
