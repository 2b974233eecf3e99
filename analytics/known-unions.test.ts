import { expect, test } from "vitest";
import { protectCells } from "./protect-cells.ts";
import type { CellRelation } from "./sums-of-cells.ts";

const RULE = { floor: 5, minimum: 10 };
const along = (whole: number, ...parts: number[]): CellRelation => ({
  ...{ whole, parts, additive: true },
  system: "one",
});

/**
 * Two phases of a region: cell 0 all, 1 and 4 by phase, of two projects each. The sums allow to take cell 2 and what the other
 * phase is off the whole, which leaves the six of cells 3 and 5 together.
 */
const RELATIONS = [along(0, 1, 4), along(1, 2, 3), along(4, 5), along(6, 3, 5), along(0, 6, 2)];
const N = [17, 12, 11, 1, 5, 5, 6];

test("of few people in two cells nothing is known together, though none of them follows", () => {
  const protections = protectCells(N, RELATIONS.slice(0, 3), RULE);
  const shown = (cell: number) => protections[cell] === "shown";
  for (const cell of [3, 4, 5]) expect(shown(cell)).toBe(false);
  // all without those of cell 2 are the six
  expect(shown(0) && shown(2)).toBe(false);
});

test("and a table that names them finds it so", () => {
  const protections = protectCells(N, RELATIONS, RULE);
  expect(protections[6]).not.toBe("shown");
  expect(protections[0] === "shown" && protections[2] === "shown").toBe(false);
});

test("what has enough people together may be known together", () => {
  const protections = protectCells(
    [32, 17, 11, 6, 15, 8, 7],
    [along(0, 1, 4), along(1, 2, 3), along(4, 5, 6)],
    RULE,
  );
  expect(protections[0]).toBe("shown");
});
