import { breakOff } from "./break-off.ts";
import { cheapest, ROUNDING, type Shelf, toldBy } from "./next-to-hide.ts";
import type { SystemsOfSums } from "./systems-of-sums.ts";

type Vectors = readonly [Float64Array, Float64Array];

/** How much is left at most of the sums that told when a round is said to have helped. */
const HELPED = 0.3;

/** Values solved in all systems at once, round by round. */
export type SolvingTogether = {
  /** Hides what tells too much, or something of earlier tables; false when nothing does. */
  readonly close: (hide: (cell: number) => void) => boolean;
  /** By cell, how far two records may differ that readers cannot tell apart (means times owners), after the last round. */
  readonly unseen: Vectors;
};

/**
 * Solves along units and along what an index is made of at once. Each system alone leaves more open: where items are left out by many,
 * owners differ from item to item, and the two together can say what neither does.
 * @param owners that each cell's answers stand for
 * @param untold 1 where nobody answered and no reader knows it
 * @param earlier how far cells of earlier tables may differ
 */
export function solvingTogether(
  shelf: Shelf,
  sums: SystemsOfSums,
  owners: ArrayLike<number>,
  untold: Uint8Array,
  earlier: Vectors,
): SolvingTogether {
  const { n, first, withheld } = shelf;
  const { members, naming, together } = sums;
  /** Company of many may follow here: then it is as if it were told. */
  const few: Shelf = {
    ...shelf,
    secret: (cell, kind) => (n[cell] ?? 0) < shelf.rule.minimum && shelf.secret(cell, kind),
  };
  const unseen: Vectors = [new Float64Array(n.length), new Float64Array(n.length)];
  /** Cells with a told value that stand closest to a cell, sum by sum; none when one right beside it is gone already. */
  const closest = (cell: number, gone: ReadonlySet<number>): readonly number[] => {
    const seen = new Set([cell]);
    for (let ring: readonly number[] = [cell], far = 0; ring.length > 0; far++) {
      ring = ring.flatMap((each) =>
        (naming[each] ?? []).flatMap((at) =>
          (members[at] ?? []).filter((other) => !seen.has(other) && seen.add(other) !== undefined),
        ),
      );
      if (far === 0 && ring.some((each) => gone.has(each))) return [];
      const told = ring.filter((each) => each < first && withheld[each] === 0 && (n[each] ?? 0) > 0);
      if (told.length > 0) return told;
    }
    return [];
  };
  /** Cells that follow from earlier tables even if nothing of this one is told. */
  const inAnyCase = (): readonly number[] => {
    const all = Uint8Array.from(withheld, (own, cell) =>
      cell < first && ((n[cell] ?? 0) > 0 || untold[cell] === 1) ? 1 : own,
    );
    return toldBy(few, sums, together, all, sums.solveTogether(all, earlier), "values");
  };
  let inevitable: ReadonlySet<number> | undefined;
  let sumsBefore = Number.POSITIVE_INFINITY;
  /** How many numbers of a sum go at once: twice as many whenever the last round did not help. */
  let most = 1;
  return {
    unseen,
    close(hide) {
      const found = sums.solveTogether(withheld, earlier);
      for (const vector of [0, 1] as const)
        for (const [at, cell] of found.cells.entries()) {
          const value = found.values[vector][at] as number;
          unseen[vector][cell] = Math.abs(value) < ROUNDING ? 0 : value * (owners[cell] || 1);
        }
      most = found.broken.length > HELPED * sumsBefore ? 2 * most : 1;
      sumsBefore = found.broken.length;
      if (breakOff(shelf, found, together, withheld, sums.sayingTogether, hide, most)) return true;
      const follow = toldBy(few, sums, together, withheld, found, "values");
      if (follow.length === 0) return false;
      inevitable ??= new Set(inAnyCase());
      const told = follow.filter((cell) => !inevitable?.has(cell));
      const gone = new Set<number>();
      for (const cell of told) {
        const next = cheapest(shelf, closest(cell, gone));
        if (next === undefined) continue;
        hide(next);
        gone.add(next);
      }
      return gone.size > 0;
    },
  };
}
