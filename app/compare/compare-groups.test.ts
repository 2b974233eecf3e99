import { describe, expect, it } from "vitest";
import type { ComparedUnit } from "#server/explanations/units-answer.ts";
import { compareGroups } from "./compare-groups.ts";

function unit(
  code: string,
  band: number | null,
  verdict?: "better" | "worse" | "not-distinguishable",
): ComparedUnit {
  return {
    unit: { id: 1, code, name: code, nameEn: null, kind: "project" },
    reading: { value: 70, low: 68, high: 72, halfWidth: 2, n: 100, state: "full" },
    standardised: null,
    difference: verdict ? { difference: 1, low: 0, high: 2, significant: true, verdict } : null,
    year: 2026,
    onlyPhase: null,
    neff: 100,
    band,
    order: null,
    shrunken: null,
    comparable: true,
    reliability: null,
    ranks: null,
    funnel: null,
    grade: null,
    leftOut: false,
    eligible: false,
  };
}

function shapeOf(units: readonly ComparedUnit[]) {
  return compareGroups({ units }).map(({ kind, units: own }) => [
    kind,
    own.map(({ unit: { code } }) => code),
  ]);
}

describe("the groups of a comparison", () => {
  it("are those the sample can tell apart, best first, the order inside untouched", () => {
    const units = [
      unit("a", 1, "better"),
      unit("b", 1, "not-distinguishable"),
      unit("c", 2, "better"),
      unit("d", 3, "worse"),
      unit("e", null),
    ];
    expect(shapeOf(units)).toEqual([
      ["above", ["a", "c"]],
      ["same", ["b"]],
      ["below", ["d"]],
      ["unplaced", ["e"]],
    ]);
  });

  it("are bands alone where nothing is held against the group", () => {
    expect(shapeOf([unit("a", 1), unit("b", 2)])).toEqual([["band", ["a", "b"]]]);
  });
});
