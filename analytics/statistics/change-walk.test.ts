import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeWalk, type WalkCell } from "./change-walk.ts";

function cell(region: string, project: string, phase: string, owners: number, score: number): WalkCell {
  return { region, project, phase, owners, score };
}

describe("the walk from last year's number to this year's", () => {
  it("is all performance when only scores change", () => {
    const before = [cell("n", "a", "S", 60, 70), cell("n", "b", "S", 40, 80)];
    const after = [cell("n", "a", "S", 60, 75), cell("n", "b", "S", 40, 80)];
    const walk = changeWalk(before, after);
    expect(walk).toMatchObject({
      before: 74,
      after: 77,
      entering: 0,
      leaving: 0,
      regionMix: 0,
      projectMix: 0,
      phaseMix: 0,
    });
    expect(walk?.within).toBeCloseTo(3, 12);
    expect(walk?.projects).toEqual([
      { project: "a", within: expect.closeTo(3, 12) },
      { project: "b", within: 0 },
    ]);
  });

  it("tells where owners shifted: phases, projects or regions", () => {
    const phases = changeWalk(
      [cell("n", "a", "R", 50, 80), cell("n", "a", "O", 50, 60)],
      [cell("n", "a", "R", 80, 80), cell("n", "a", "O", 20, 60)],
    );
    expect(phases?.phaseMix).toBeCloseTo(6, 12);
    const projects = changeWalk(
      [cell("n", "a", "S", 50, 80), cell("n", "b", "S", 50, 60)],
      [cell("n", "a", "S", 80, 80), cell("n", "b", "S", 20, 60)],
    );
    expect(projects?.projectMix).toBeCloseTo(6, 12);
    const regions = changeWalk(
      [cell("n", "a", "S", 50, 80), cell("s", "b", "S", 50, 60)],
      [cell("n", "a", "S", 80, 80), cell("s", "b", "S", 20, 60)],
    );
    expect(regions?.regionMix).toBeCloseTo(6, 12);
  });

  it("puts a first handover into entering, and a phase that appears into phase mix", () => {
    const before = [cell("n", "a", "S", 100, 70)];
    const entering = changeWalk(before, [...before, cell("n", "b", "R", 100, 90)]);
    expect(entering?.entering).toBeGreaterThan(0);
    expect(entering?.within).toBe(0);
    const older = changeWalk(before, [...before, cell("n", "a", "O", 100, 50)]);
    expect(older?.phaseMix).toBeCloseTo(-10, 12);
    expect(older?.entering).toBe(0);
  });

  it("adds up exactly for any two years", () => {
    const cells = fc.uniqueArray(
      fc.record({
        region: fc.constantFrom("n", "s"),
        project: fc.constantFrom("a", "b", "c"),
        phase: fc.constantFrom("P", "R", "S", "O"),
        owners: fc.integer({ min: 1, max: 300 }),
        score: fc.double({ min: 0, max: 100, noNaN: true }),
      }),
      { selector: ({ region, project, phase }) => region + project + phase, minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(cells, cells, (before, after) => {
        const walk = changeWalk(before, after);
        if (!walk) throw new Error("both years have cells");
        const { entering, leaving, regionMix, projectMix, phaseMix, within, projects } = walk;
        expect(walk.before + entering + leaving + regionMix + projectMix + phaseMix + within).toBeCloseTo(
          walk.after,
          9,
        );
        expect(projects.reduce((sum, project) => sum + project.within, 0)).toBeCloseTo(within, 9);
        expect(changeWalk(before.toReversed(), after.toReversed())?.phaseMix).toBeCloseTo(phaseMix, 9);
      }),
    );
  });

  it("is undefined without a year to come from and refuses cells that repeat", () => {
    expect(changeWalk([], [cell("n", "a", "S", 1, 1)])).toBeUndefined();
    expect(() => changeWalk([cell("n", "a", "S", 1, 1), cell("n", "a", "S", 1, 1)], [])).toThrow(RangeError);
    expect(() => changeWalk([cell("n", "a", "S", 0, 1)], [])).toThrow(RangeError);
  });
});
