import type { Cell } from "./moments.ts";

type Sums = Pick<Cell, "n" | "sumA" | "sumB" | "sumAB" | "bases">;

function plus(a: Float64Array, b: Float64Array): Float64Array {
  return Float64Array.from(a, (own, at) => own + (b[at] as number));
}

function sumOf(a: Sums, b: Sums): Sums {
  return {
    n: plus(a.n, b.n),
    sumA: plus(a.sumA, b.sumA),
    sumB: plus(a.sumB, b.sumB),
    sumAB: plus(a.sumAB, b.sumAB),
    bases: plus(a.bases, b.bases),
  };
}

/**
 * Cells that differ in some grouping columns alone, as one each. Sums of whole numbers, as those of coded answers are, come out as if
 * they had been made so from the answers.
 */
export function mergeCells(cells: readonly Cell[], without: readonly string[]): readonly Cell[] {
  const merged = new Map<string, Cell>();
  for (const cell of cells) {
    const group = Object.fromEntries(
      Object.entries(cell.group).filter(([column]) => !without.includes(column)),
    );
    const key = JSON.stringify([cell.stratum, group]);
    const before = merged.get(key);
    merged.set(
      key,
      before === undefined
        ? { ...cell, group }
        : { ...before, ...sumOf(before, cell), respondents: before.respondents + cell.respondents },
    );
  }
  return [...merged.values()];
}
