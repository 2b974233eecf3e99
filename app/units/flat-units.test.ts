import { describe, expect, it } from "vitest";
import type { UnitNode } from "#server/scope/unit-view.ts";
import { flatUnits, matchingBranches } from "./flat-units.ts";

function unit(
  id: number,
  name: string,
  children: readonly UnitNode[] = [],
  aliases: readonly string[] = [],
): UnitNode {
  return {
    id,
    code: `U${id}`,
    kind: "project",
    name,
    nameEn: null,
    parentId: null,
    access: "full",
    owners: null,
    aliases,
    children,
  };
}

const TREE = [
  unit(1, "集团", [unit(2, "华东", [unit(3, "临江序", [], ["江序"]), unit(4, "锦园")]), unit(5, "华南")]),
];

describe("the tree of units", () => {
  it("lists parents before children and says what stands above", () => {
    const flat = flatUnits(TREE);
    expect(flat.map(({ unit }) => unit.name)).toEqual(["集团", "华东", "临江序", "锦园", "华南"]);
    expect(flat[2]?.path.map((above) => above.name)).toEqual(["集团", "华东"]);
  });

  it("keeps only the branches that lead to a match", () => {
    const names = flatUnits(matchingBranches(TREE, "临江")).map(({ unit }) => unit.name);
    expect(names).toEqual(["集团", "华东", "临江序"]);
  });

  it("finds a unit by an alias and by its code", () => {
    expect(flatUnits(matchingBranches(TREE, "江序")).length).toBe(3);
    expect(flatUnits(matchingBranches(TREE, "u5")).map(({ unit }) => unit.name)).toEqual(["集团", "华南"]);
  });

  it("is whole while nothing is typed", () => {
    expect(matchingBranches(TREE, "  ")).toBe(TREE);
  });
});
