/** The same wave under the old and the new index version. */
export type Overlap = { readonly old: number; readonly new: number };

export type Link = (value: number) => number;

function requireNumbers(overlap: Overlap): void {
  if (!Number.isFinite(overlap.old) || !Number.isFinite(overlap.new)) {
    throw new RangeError(`a link needs both levels of the overlap, got ${overlap.old} and ${overlap.new}`);
  }
}

/**
 * Additive link: new values continue the old line by δ = old − new of the overlap wave, linked = new + δ.
 * For what: scores from 0 to 100 whose definition changed and whose history cannot be recomputed. Keeps every change in
 * points; a linked value can leave the scale, which shows that the link has been used too long.
 * After a link the parts no longer add up to the whole. The variance of a linked change is V(new) + V(old) + V(δ) across a
 * split ballot; where the same answers give both versions it comes from the influence values of old and new.
 * @throws RangeError on a level that is not a number
 */
export function additiveLink(overlap: Overlap): Link {
  requireNumbers(overlap);
  return (value) => value + (overlap.old - overlap.new);
}

/**
 * Multiplicative link: linked = new · old/new of the overlap. Keeps every relative change; the rule for price and volume
 * indices, here for comparing with outside series. OECD, Main Economic Indicators: linking by the first common period.
 * @throws RangeError on a level that is not a number, or a new level of 0
 */
export function multiplicativeLink(overlap: Overlap): Link {
  requireNumbers(overlap);
  if (overlap.new === 0) throw new RangeError("a multiplicative link needs a new level other than 0");
  return (value) => (value * overlap.old) / overlap.new;
}
