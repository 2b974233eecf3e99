import fc from "fast-check";
import { expect, test } from "vitest";
import { changeWalk, type WalkCell } from "./change-walk.ts";
import { type ScoreWeights, walkCoefficients } from "./walk-coefficients.ts";

const cell = fc.record({
  region: fc.constantFrom("east", "south"),
  project: fc.constantFrom("A", "B", "C"),
  phase: fc.constantFrom("P", "R", "S"),
  owners: fc.integer({ min: 1, max: 200 }),
  score: fc.integer({ min: 0, max: 100 }),
});
const year = fc.uniqueArray(cell, {
  minLength: 1,
  maxLength: 12,
  selector: ({ region, project, phase }) => `${region}${project}${phase}`,
});

function lineOf(
  { before, after }: ScoreWeights,
  then: readonly WalkCell[],
  now: readonly WalkCell[],
): number {
  return (
    then.reduce((sum, { score }, at) => sum + (before[at] ?? 0) * score, 0) +
    now.reduce((sum, { score }, at) => sum + (after[at] ?? 0) * score, 0)
  );
}

test("weighs the scores into the lines of the walk, whatever came and went", () => {
  fc.assert(
    fc.property(year, year, (then, now) => {
      const walk = changeWalk(then, now);
      const { lines } = walkCoefficients(then, now);
      const of = (line: keyof typeof lines) => lineOf(lines[line], then, now);
      expect(of("entering")).toBeCloseTo(walk?.entering ?? Number.NaN, 9);
      expect(of("leaving")).toBeCloseTo(walk?.leaving ?? Number.NaN, 9);
      expect(of("region-mix")).toBeCloseTo(walk?.regionMix ?? Number.NaN, 9);
      expect(of("project-mix")).toBeCloseTo(walk?.projectMix ?? Number.NaN, 9);
      expect(of("phase-mix")).toBeCloseTo(walk?.phaseMix ?? Number.NaN, 9);
      expect(of("within")).toBeCloseTo(walk?.within ?? Number.NaN, 9);
    }),
    { numRuns: 500, seed: 20_260_140 },
  );
});

test("splits the line within by project", () => {
  fc.assert(
    fc.property(year, year, (then, now) => {
      const { lines, projects } = walkCoefficients(then, now);
      const parts = [...projects.values()].map((part) => lineOf(part, then, now));
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(lineOf(lines.within, then, now), 9);
    }),
    { numRuns: 200, seed: 20_260_141 },
  );
});

test("is nothing without cells then or now, and refuses cells without owners", () => {
  const { projects, lines } = walkCoefficients([], [{ region: "e", project: "A", phase: "P", owners: 1 }]);
  expect([projects.size, ...lines.within.after]).toEqual([0, 0]);
  expect(() => walkCoefficients([{ region: "e", project: "A", phase: "P", owners: 0 }], [])).toThrow(
    RangeError,
  );
});
