/** A part of a sum: what it adds, and whether its own numbers may be shown. */
export type FoldablePart = {
  readonly id: string;
  readonly points: number;
  readonly n: number;
  readonly shown: boolean;
};

export type Folded<Part> = {
  /** By size, the largest first. */
  readonly named: readonly Part[];
  /** What the others add together; null when there are none. */
  readonly others: { readonly parts: number; readonly points: number } | null;
};

/**
 * Parts of a shown sum, those that are hidden added up together. As the sum is shown, a single hidden part would follow from
 * the others: it gets company, the least of those shown, until two are together and have `minimum` answers.
 */
export function foldHidden<Part extends FoldablePart>(parts: readonly Part[], minimum: number): Folded<Part> {
  const bySize = parts.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.id < b.id ? -1 : 1));
  const named = bySize.filter(({ shown }) => shown);
  const hidden = bySize.filter(({ shown }) => !shown);
  const enough = () => hidden.length > 1 && hidden.reduce((sum, { n }) => sum + n, 0) >= minimum;
  while (hidden.length > 0 && !enough() && named.length > 0) hidden.push(named.pop() as Part);
  return {
    named,
    others:
      hidden.length === 0
        ? null
        : { parts: hidden.length, points: hidden.reduce((sum, { points }) => sum + points, 0) },
  };
}
