import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collapseCells, type WeightingCell } from "./collapse-cells.ts";

function cell(
  project: string,
  phase: string,
  population: number,
  respondents: number,
  region = "north",
): WeightingCell {
  return { key: `${project}-${phase}`, region, project, phase, population, respondents };
}

describe("collapsing weighting cells", () => {
  it("leaves cells alone that have enough respondents, or no owners", () => {
    const { merges, short, groupOf } = collapseCells([cell("a", "S", 100, 9), cell("a", "O", 0, 0)]);
    expect(merges).toEqual([]);
    expect(short).toEqual([]);
    expect(groupOf.get("a-S")).toBe("a-S");
  });

  it("joins old owners with stable ones first, and run-in owners only if that is not enough", () => {
    const enough = collapseCells([cell("a", "R", 50, 8), cell("a", "S", 100, 9), cell("a", "O", 30, 2)]);
    expect(enough.merges).toEqual([{ step: "phases", cells: ["a-O", "a-S"] }]);
    const more = collapseCells([cell("a", "R", 50, 8), cell("a", "S", 100, 2), cell("a", "O", 30, 2)]);
    expect(more.merges).toEqual([
      { step: "phases", cells: ["a-O", "a-S"] },
      { step: "phases", cells: ["a-O", "a-R", "a-S"] },
    ]);
    expect(new Set(more.groupOf.values())).toEqual(new Set(["a-O+a-R+a-S"]));
  });

  it("then joins projects of the same region, phase by phase, with the smallest neighbour", () => {
    const { groupOf, merges, short } = collapseCells([
      cell("a", "P", 20, 1),
      cell("b", "P", 20, 30),
      cell("c", "P", 20, 12),
      cell("d", "P", 20, 12, "south"),
    ]);
    expect(merges).toEqual([{ step: "region", cells: ["a-P", "c-P"] }]);
    expect(groupOf.get("b-P")).toBe("b-P");
    expect(short).toEqual([]);
  });

  it("reports what stays short when the region has nobody else of that phase", () => {
    const { short } = collapseCells([cell("a", "P", 20, 0), cell("a", "S", 100, 20)], 1);
    expect(short).toEqual(["a-P"]);
  });

  it("refuses repeated keys, negative counts and a minimum of nobody", () => {
    expect(() => collapseCells([cell("a", "P", 1, 1), cell("a", "P", 1, 1)])).toThrow(RangeError);
    expect(() => collapseCells([cell("a", "P", -1, 1)])).toThrow(RangeError);
    expect(() => collapseCells([], 0)).toThrow(RangeError);
  });

  it("puts every cell into one group, ends, and does not depend on the order of cells", () => {
    const anyCell = fc.record({
      project: fc.constantFrom("a", "b", "c", "d"),
      phase: fc.constantFrom("P", "R", "S", "O"),
      population: fc.integer({ min: 0, max: 50 }),
      respondents: fc.integer({ min: 0, max: 9 }),
    });
    const cells = fc
      .uniqueArray(anyCell, { selector: ({ project, phase }) => project + phase, maxLength: 16 })
      .map((list) =>
        list.map((one) =>
          cell(
            one.project,
            one.phase,
            one.population,
            one.respondents,
            one.project < "c" ? "north" : "south",
          ),
        ),
      );
    fc.assert(
      fc.property(cells, (list) => {
        const found = collapseCells(list);
        expect(found.groupOf.size).toBe(list.length);
        for (const group of new Set(found.groupOf.values())) {
          const members = list.filter(({ key }) => found.groupOf.get(key) === group);
          const owners = members.reduce((total, one) => total + one.population, 0);
          const answers = members.reduce((total, one) => total + one.respondents, 0);
          expect(answers >= 5 || owners === 0).toBe(!found.short.includes(group));
          expect(new Set(members.map(({ region }) => region)).size).toBe(1);
        }
        expect(collapseCells(list.toReversed())).toEqual(found);
      }),
    );
  });
});
