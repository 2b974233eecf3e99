import { expect, test } from "vitest";
import type { CellRelation } from "./sums-of-cells.ts";
import { systemsOf } from "./systems-of-sums.ts";

/** A group of two parts, each with an index (cells 0–2) of two items (3–5 and 6–8). Nobody is in the second part. */
const INDEX: CellRelation = { whole: 0, parts: [1, 2], additive: true, system: "index" };
const ITEMS: readonly CellRelation[] = [
  { whole: 3, parts: [4, 5], additive: true, system: "one" },
  { whole: 6, parts: [7, 8], additive: true, system: "other" },
];
const TREE: readonly CellRelation[] = [0, 1, 2].map((at) => ({
  ...{ whole: at, parts: [3 + at, 6 + at], weights: [3, 2] },
  ...{ additive: false, system: `place ${at}` },
}));
const RELATIONS = [INDEX, ...ITEMS, ...TREE];

/** Of three in the first part one left an item out, or nobody did. */
function openOf(answersToOther: number) {
  const n = [3, 3, 0, 3, 3, 0, answersToOther, answersToOther, 0];
  const untold = Uint8Array.from(n, (count) => (count === 0 ? 1 : 0));
  const sums = systemsOf({ n, owners: n, untold }, RELATIONS, n.length, 0);
  const nothing = [new Float64Array(0), new Float64Array(0)] as const;
  const { cells, values } = sums.solveTogether(new Uint8Array(n.length).fill(1), nothing);
  return { together: sums.together, differs: (cell: number) => values[0][cells.indexOf(cell)] ?? 0 };
}

test("what an index adds up to is left to its items, and nobody is known not to be where nobody says so", () => {
  const { together, differs } = openOf(2);
  expect(together).not.toContain(RELATIONS.indexOf(INDEX));
  for (const cell of [2, 5, 8]) expect(Math.abs(differs(cell))).toBeGreaterThan(1e-6);
});

test("where all is answered an index adds up although nobody says so", () => {
  const { differs } = openOf(3);
  expect(3 * differs(0)).toBeCloseTo(3 * differs(1) + differs(2), 9);
  expect(differs(2)).toBeCloseTo(0.6 * differs(5) + 0.4 * differs(8), 9);
});
