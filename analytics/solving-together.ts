import { breakOff } from "./break-off.ts";
import { AGAIN, cheapest, FREED, ROUNDING, type Shelf, toldBy } from "./next-to-hide.ts";
import type { Differences, Equation } from "./solved-cells.ts";
import type { CellRelation } from "./sums-of-cells.ts";
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
 * @param earlier how far cells of earlier tables may differ
 * @param mustNotFollow cells of many that must not follow either
 */
export function solvingTogether(
  shelf: Shelf,
  sums: SystemsOfSums,
  owners: ArrayLike<number>,
  earlier: Vectors,
  mustNotFollow: (cell: number) => boolean,
): SolvingTogether {
  const { n, first, withheld } = shelf;
  const { members, naming, together } = sums;
  /** Company of many may follow here: then it is as if it were told. */
  const few: Shelf = {
    ...shelf,
    secret: (cell, kind) =>
      ((n[cell] ?? 0) < shelf.rule.minimum && shelf.secret(cell, kind)) ||
      (cell < first && mustNotFollow(cell)),
  };
  const unseen: Vectors = [new Float64Array(n.length), new Float64Array(n.length)];
  /** What is known of a cell that must not be: itself, or what is left of a sum it is in beside the cells that follow. */
  const knownOf = (cell: number, solved: ReadonlySet<number>): Equation => {
    if (solved.has(cell)) return [cell, 1];
    const at = (naming[cell] ?? []).find((each) => {
      const { additive, holds, whole } = sums.relations[each] as CellRelation;
      if (!additive || holds === false || (withheld[whole] === 1 && !solved.has(whole))) return false;
      return restOf(each, solved).reduce((sum, other) => sum + (n[other] ?? 0), 0) < shelf.rule.minimum;
    });
    return at === undefined ? [] : sums.partTogether(at, restOf(at, solved));
  };
  const restOf = (at: number, solved: ReadonlySet<number>): readonly number[] =>
    (members[at] ?? []).filter((cell) => withheld[cell] === 1 && !solved.has(cell));
  /** Told cells by which that is known; none where earlier tables tell it by themselves. */
  const sayingFor = ({ because }: Differences, known: Equation): readonly number[] => {
    const sum = [...because(known)].map(([place, times]) => [together[place] as number, times] as const);
    return sums
      .sayingTogether(new Map(sum))
      .filter((each) => each < first && withheld[each] === 0 && (n[each] ?? 0) > 0);
  };
  let sumsBefore = Number.POSITIVE_INFINITY;
  /** How many numbers of a sum go at once: twice as many whenever the last round did not help. */
  let most = 1;
  /** By cell, in how many rounds it followed: each time by other sums. Where these are many, twice as many numbers go each time. */
  const followed = new Map<number, number>();
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
      const solved = new Set(
        found.cells.filter((_, at) => found.values.every((own) => Math.abs(own[at] as number) < ROUNDING)),
      );
      const gone = new Set<number>();
      for (const cell of follow) {
        const saying = sayingFor(found, knownOf(cell, solved));
        if (saying.some((each) => gone.has(each))) continue;
        const often = followed.get(cell) ?? 0;
        followed.set(cell, often + 1);
        for (let left = 2 ** Math.max(0, often - 3); left > 0; left--) {
          const next = cheapest(
            shelf,
            saying.filter((each) => withheld[each] === 0),
            cell < first && mustNotFollow(cell),
          );
          if (next === undefined) break;
          if (shelf.freed[next] === FREED) shelf.freed[next] = AGAIN;
          hide(next);
          gone.add(next);
        }
      }
      return gone.size > 0;
    },
  };
}
