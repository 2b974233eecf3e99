import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Equation, solvedCells } from "#analytics/solved-cells.ts";
import { type UnitKey, WHOLE } from "#server/indicators/place.ts";
import { type Combination, everyCombination } from "./combinations.ts";
import { companionBoxes } from "./companion-boxes.ts";

const MINIMUM = 10;
const DIMENSIONS = [
  ["web", "phone", "visit"],
  ["P", "R", "S", "O"],
];
const REGION_OF: Readonly<Partial<Record<UnitKey, UnitKey>>> = {
  "project:1": "region:E",
  "project:2": "region:E",
  "project:3": "region:W",
  "project:4": "region:W",
};
const PROJECTS = Object.keys(REGION_OF) as UnitKey[];
const SHOWN: readonly UnitKey[] = [WHOLE, "region:E", "region:W"];
const COMBINATIONS = everyCombination(DIMENSIONS);

/** Answers of every unit, from those of projects by combination. */
function counted(answers: readonly number[]) {
  const at = new Map<string, number>();
  for (const [place, project] of PROJECTS.entries())
    for (const [number, combination] of COMBINATIONS.entries()) {
      const n = answers[place * COMBINATIONS.length + number] ?? 0;
      for (const unit of [project, REGION_OF[project] ?? WHOLE, WHOLE]) {
        const key = JSON.stringify([unit, combination]);
        at.set(key, (at.get(key) ?? 0) + n);
      }
    }
  return (unit: UnitKey, combination: Combination) => at.get(JSON.stringify([unit, combination]));
}

function boxesOf(answers: (unit: UnitKey, combination: Combination) => number | undefined) {
  const projects = PROJECTS.map((unit) => ({ unit, above: [REGION_OF[unit] ?? WHOLE] }));
  return companionBoxes({ dimensions: DIMENSIONS, projects, nodes: ["TOTAL"], answers, minimum: MINIMUM });
}

describe("company for small cells of a crossed table", () => {
  it("takes one box in two regions for one small cell, and leaves the whole alone", () => {
    const answers = counted(
      PROJECTS.flatMap((project) =>
        COMBINATIONS.map(([mode, phase]) =>
          project === "project:1" && mode === "visit" && phase === "R"
            ? 3
            : project === "project:2" && mode === "visit" && phase === "R"
              ? 4
              : 30,
        ),
      ),
    );
    const company = boxesOf(answers);
    const withheld = (unit: UnitKey) => COMBINATIONS.filter((each) => company(unit, each, "TOTAL"));
    expect(withheld(WHOLE)).toEqual([]);
    expect(withheld("region:E")).toContainEqual(["visit", "R"]);
    expect(withheld("region:E")).toHaveLength(4);
    expect(withheld("region:W")).toEqual(withheld("region:E"));
  });

  it("lets no small cell of a region follow from its margins and the others, where everybody may be anywhere", () => {
    const size = PROJECTS.length * COMBINATIONS.length;
    const counts = fc.array(fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 8, max: 60 })), {
      minLength: size,
      maxLength: size,
    });
    fc.assert(
      fc.property(counts, (made) => {
        const answers = counted(made);
        const company = boxesOf(answers);
        const units = [...SHOWN, ...PROJECTS];
        const cellOf = (unit: UnitKey, combination: Combination) =>
          units.indexOf(unit) * COMBINATIONS.length + COMBINATIONS.indexOf(combination);
        const isTold = (unit: UnitKey, combination: Combination) =>
          SHOWN.includes(unit) && !company(unit, combination, "TOTAL");
        const sums: (readonly (readonly [UnitKey, Combination])[])[] = [];
        // margins of every unit are told elsewhere
        for (const unit of units)
          for (const [place, values] of DIMENSIONS.entries())
            for (const value of values)
              sums.push(COMBINATIONS.filter((each) => each[place] === value).map((each) => [unit, each]));
        const families = {
          [WHOLE]: ["region:E", "region:W"],
          "region:E": PROJECTS.slice(0, 2),
          "region:W": PROJECTS.slice(2),
        };
        for (const [whole, parts] of Object.entries(families) as [UnitKey, UnitKey[]][])
          for (const each of COMBINATIONS) sums.push([whole, ...parts].map((unit) => [unit, each]));
        const equations = sums.map((sum, at): Equation => {
          const isMargin = at < sums.length - Object.keys(families).length * COMBINATIONS.length;
          return sum.flatMap(([unit, each], place) =>
            isTold(unit, each) ? [] : [cellOf(unit, each), !isMargin && place === 0 ? -1 : 1],
          );
        });
        const known = new Set(solvedCells(equations.filter(({ length }) => length > 0)));
        for (const unit of units)
          for (const each of COMBINATIONS)
            if ((answers(unit, each) ?? 0) < MINIMUM) {
              expect(isTold(unit, each)).toBe(false);
              expect(known.has(cellOf(unit, each))).toBe(false);
            }
      }),
      { numRuns: 200 },
    );
  });
});
