import { expect, test } from "vitest";
import type { CellRelation } from "./sums-of-cells.ts";
import { toldOfFew } from "./told-of-few.ts";

const RULE = { floor: 5, minimum: 10 };
const along = (whole: number, ...parts: number[]): CellRelation => ({
  ...{ whole, parts, additive: true },
  system: "one",
});

test("a part that is all a reader does not know of a whole is told by the whole and the others", () => {
  const n = [30, 14, 12, 4];
  const told = toldOfFew({ n, owners: n }, [along(0, 1, 2, 3)], RULE, "values", (cell) => cell === 3);
  expect(told).toEqual([{ cells: [3], by: expect.arrayContaining([0, 1, 2]) }]);
});

test("of several cells that differ alike, those with the fewest answers are found together", () => {
  // cells 3 and 4 differ as one, and so do 4 and 5: cell 3 has ten with one of those it differs from, nine with the other
  const n = [30, 12, 9, 4, 6, 5];
  const relations = [along(1, 3, 4), along(2, 3, 5)];
  const told = toldOfFew({ n, owners: n }, relations, RULE, "values", (cell) => cell >= 3);
  expect(told.map(({ cells }) => cells)).toEqual([[3, 5]]);
});

test("an index tells an item it is made of, but not where another is withheld too", () => {
  const made: CellRelation = {
    whole: 0,
    parts: [1, 2, 3],
    weights: [1, 1, 2],
    additive: false,
    system: "place",
  };
  const n = [40, 40, 30, 8];
  const told = (...withheld: number[]) =>
    toldOfFew({ n, owners: n }, [made], RULE, "values", (cell) => withheld.includes(cell));
  expect(told(3).map(({ cells }) => cells)).toEqual([[3]]);
  expect(told(2, 3)).toEqual([]);
});

test("of numbers of answers only those below the floor are few, and only people add up", () => {
  const n = [30, 14, 12, 4];
  const made: CellRelation = {
    whole: 0,
    parts: [1, 2, 3],
    weights: [1, 1, 1],
    additive: false,
    system: "place",
  };
  const counts = (relations: readonly CellRelation[], withheld: number) =>
    toldOfFew({ n, owners: n }, relations, RULE, "counts", (cell) => cell === withheld);
  expect(counts([along(0, 1, 2, 3)], 3)).toHaveLength(1);
  expect(counts([along(0, 1, 2, 3)], 2)).toEqual([]);
  expect(counts([made], 3)).toEqual([]);
});
