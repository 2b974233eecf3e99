import type { Cell } from "./moments.ts";

const SUMS = ["n", "sumA", "sumB", "sumAB", "bases"] as const;

function copied(cell: Cell): Cell {
  return { ...cell, ...Object.fromEntries(SUMS.map((name) => [name, cell[name].slice()])) };
}

function add(sums: Float64Array, more: Float64Array): void {
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] as number) + (more[at] as number);
}

/**
 * Cells that differ in some grouping columns alone, as one each. Sums of whole numbers, as those of coded answers are, come out as if
 * they had been made so from the answers. A cell that is alone keeps its arrays.
 */
export function mergeCells(cells: readonly Cell[], without: readonly string[]): readonly Cell[] {
  const merged = new Map<
    string,
    { readonly cell: Cell; readonly parts: number; readonly respondents: number }
  >();
  for (const cell of cells) {
    const group = Object.fromEntries(
      Object.entries(cell.group).filter(([column]) => !without.includes(column)),
    );
    const key = JSON.stringify([cell.stratum, group]);
    const before = merged.get(key);
    if (before === undefined) {
      merged.set(key, { cell: { ...cell, group }, parts: 1, respondents: cell.respondents });
      continue;
    }
    // the arrays of the first are somebody else's: they are copied before anything is added
    const own = before.parts === 1 ? copied(before.cell) : before.cell;
    for (const name of SUMS) add(own[name], cell[name]);
    merged.set(key, {
      cell: own,
      parts: before.parts + 1,
      respondents: before.respondents + cell.respondents,
    });
  }
  return [...merged.values()].map(({ cell, respondents }) => ({ ...cell, respondents }));
}
