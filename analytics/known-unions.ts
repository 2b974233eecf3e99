import { ROUNDING, type Shelf } from "./next-to-hide.ts";
import type { Differences } from "./solved-cells.ts";
import type { SumKind } from "./sums-of-cells.ts";

/** Of so many cells at most groups of three are looked for: their number grows with the square. */
const MOST_FOR_THREES = 400;

type Small = { readonly cell: number; readonly n: number; readonly differs: readonly [number, number] };

/** Finds smalls by their difference: of several alike the one with the fewest answers. */
function finder(smalls: readonly Small[]) {
  const sorted = smalls.toSorted((a, b) => a.differs[0] - b.differs[0]);
  return ([first, second]: readonly [number, number], size: number): Small | undefined => {
    const slack = ROUNDING * (1 + size) * 10;
    let [from, to] = [0, sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((sorted[middle] as Small).differs[0] < first - slack) from = middle + 1;
      else to = middle;
    }
    let fewest: Small | undefined;
    for (; from < sorted.length; from++) {
      const small = sorted[from] as Small;
      if (small.differs[0] > first + slack) break;
      if (Math.abs(small.differs[1] - second) > slack) continue;
      if (fewest === undefined || small.n < fewest.n) fewest = small;
    }
    return fewest;
  };
}

/**
 * Groups of two or three cells none of which follows while all of them together do, with too few answers together. Nobody asks for them by
 * themselves, but whoever knows who they are knows of them; and a finer table may have a name for them.
 * @param solved cells with how far they may differ
 * @param differsBy of a cell, what its difference counts in a sum over people
 */
export function knownUnions(
  { n, first, rule, secret }: Pick<Shelf, "n" | "first" | "rule" | "secret">,
  { cells, values }: Pick<Differences, "cells" | "values">,
  kind: SumKind,
  differsBy: (cell: number) => number = () => 1,
): readonly (readonly number[])[] {
  const few = kind === "counts" ? rule.floor : rule.minimum;
  const smalls = cells.flatMap((cell, at): Small[] => {
    const count = n[cell] ?? 0;
    const [a, b] = [values[0][at] as number, values[1][at] as number];
    if (cell >= first || count === 0 || count >= few || !secret(cell, kind)) return [];
    if (Math.abs(a) < ROUNDING && Math.abs(b) < ROUNDING) return [];
    return [{ cell, n: count, differs: [a * differsBy(cell), b * differsBy(cell)] }];
  });
  const find = finder(smalls);
  const found: (readonly number[])[] = [];
  const inTwo = new Set<number>();
  for (const { cell, n: own, differs } of smalls) {
    const other = find([-differs[0], -differs[1]], Math.abs(differs[0]));
    if (other === undefined || other.cell <= cell || own + other.n >= few) continue;
    found.push([cell, other.cell]);
    inTwo.add(cell).add(other.cell);
  }
  if (smalls.length > MOST_FOR_THREES) return found;
  for (const [at, one] of smalls.entries())
    for (const two of smalls.slice(at + 1)) {
      const own = one.n + two.n;
      if (own + 1 >= few) continue;
      const [a, b] = [one.differs[0] + two.differs[0], one.differs[1] + two.differs[1]];
      const third = find([-a, -b], Math.abs(one.differs[0]) + Math.abs(two.differs[0]));
      if (third === undefined || third.cell <= two.cell || own + third.n >= few) continue;
      if ([one, two, third].some(({ cell }) => inTwo.has(cell))) continue;
      found.push([one.cell, two.cell, third.cell]);
    }
  return found;
}
