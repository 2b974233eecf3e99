import { cheapest, type Shelf } from "./next-to-hide.ts";
import type { Differences } from "./solved-cells.ts";

/**
 * Hides the cheapest numbers of every sum that tells something of earlier tables.
 * @param solved the relations that were solved, whose places the sums name
 * @param sayingIn cells that have a say in a sum of relations
 * @param most so many of each sum
 * @returns whether there was any
 */
export function breakOff(
  shelf: Shelf,
  { broken }: Differences,
  solved: readonly number[],
  marks: Uint8Array,
  sayingIn: (sum: ReadonlyMap<number, number>) => readonly number[],
  hide: (cell: number) => void,
  most = 1,
): boolean {
  const gone = new Set<number>();
  for (const sum of broken) {
    const cells = sayingIn(new Map([...sum].map(([place, times]) => [solved[place] as number, times])));
    // what was hidden for another sum took this one along
    if (cells.some((cell) => gone.has(cell))) continue;
    for (let left = most; left > 0; left--) {
      const next = cheapest(
        shelf,
        cells.filter((cell) => marks[cell] === 0),
      );
      if (next === undefined) break;
      hide(next);
      gone.add(next);
    }
  }
  return gone.size > 0;
}
