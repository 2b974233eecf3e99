import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryDefinition, arbitrarySurvey, momentsFor } from "#tests/arbitrary-survey.ts";
import { compareWaves } from "./compare-waves.ts";
import { EmptyStratumError } from "./empty-stratum-error.ts";
import { CHANGE_LINES, explainChange } from "./explain-change.ts";
import { type IndexDefinition, indexDefinition } from "./index-definition.ts";
import type { Moments } from "./moments.ts";
import type { Survey } from "./survey-row.ts";

const REGION: Readonly<Record<string, string>> = { A: "east", B: "east", C: "south" };

/** Sums with the region among the cells' cuts. */
function placed(definition: IndexDefinition, survey: Survey): Moments {
  const moments = momentsFor(definition, survey);
  return {
    ...moments,
    cells: moments.cells.map((cell) => ({
      ...cell,
      group: { ...cell.group, region: REGION[cell.group.project ?? ""] ?? "" },
    })),
  };
}

describe("the walk of a change", () => {
  test("adds up to the change of the printed number, for any definition and any two waves", () => {
    const cases = arbitraryDefinition.chain((definition) =>
      fc.record({
        definition: fc.constant(definition),
        before: arbitrarySurvey(definition),
        after: arbitrarySurvey(definition),
      }),
    );
    let explained = 0;
    fc.assert(
      fc.property(cases, ({ definition, before, after }) => {
        try {
          const [then, now] = [placed(definition, before), placed(definition, after)];
          const change = compareWaves(definition, then, now, { by: [] }).find(
            (each) => each.after.node === definition.tree.id,
          );
          const found = explainChange(definition, then, now);
          if (change?.difference === undefined) {
            expect(found).toBeUndefined();
            return;
          }
          if (!found) throw new Error("a change was not explained");
          expect(found.before).toBeCloseTo(change.before.value ?? Number.NaN, 8);
          expect(found.after).toBeCloseTo(change.after.value ?? Number.NaN, 8);
          const sum = CHANGE_LINES.reduce((total, line) => total + found.lines[line].points, 0);
          expect(sum).toBeCloseTo(change.difference, 7);
          const within = [...found.projects.values()].reduce((total, { points }) => total + points, 0);
          expect(within).toBeCloseTo(found.lines.within.points, 7);
          const leaves = [...found.leaves.values()].reduce((total, { points }) => total + points, 0);
          expect(leaves + found.lines.items.points).toBeCloseTo(change.difference, 7);
          explained++;
        } catch (error) {
          if (!(error instanceof EmptyStratumError)) throw error;
        }
      }),
      { numRuns: 300, seed: 20_260_150 },
    );
    expect(explained).toBeGreaterThan(100);
  });

  const definition = indexDefinition.parse({
    id: "walk",
    version: 1,
    items: { Y1: { scale: [1, 5] } },
    tree: { id: "total", items: { Y1: 1 } },
  });
  const wave = (cells: Readonly<Record<string, readonly number[]>>): Survey => ({
    strata: Object.entries(cells).map(([key, answers]) => {
      const [project = "", phase = ""] = key.split("|");
      return { key, project, phase, population: 10 * answers.length, respondents: answers.length };
    }),
    rows: Object.entries(cells).flatMap(([key, answers]) => {
      const [project = "", phase = ""] = key.split("|");
      return answers.map((Y1) => ({ stratum: key, group: { project, phase, mode: "web" }, answers: { Y1 } }));
    }),
  });

  test("calls a change of everybody's marks what projects did, with the error of the difference", () => {
    const [then, now] = [
      wave({ "A|S": [1, 2, 3, 2], "C|S": [2, 3] }),
      wave({ "A|S": [2, 3, 4, 3], "C|S": [3, 4] }),
    ];
    const found = explainChange(definition, placed(definition, then), placed(definition, now));
    expect(found?.lines.within.points).toBeCloseTo(25, 10);
    for (const line of ["entering", "leaving", "region-mix", "project-mix", "phase-mix", "items"] as const)
      expect(found?.lines[line]).toMatchObject({ points: 0 });
    const [change] = compareWaves(definition, placed(definition, then), placed(definition, now), { by: [] });
    expect(found?.lines.within.se).toBeCloseTo(change?.se ?? Number.NaN, 10);
    expect(found?.projects.get("A")?.points).toBeCloseTo((25 * 4) / 6, 10);
  });

  test("calls more owners of a better phase a shift of phases, not a rise", () => {
    const [then, now] = [
      wave({ "A|S": [1, 1, 1, 1], "A|O": [5, 5] }),
      wave({ "A|S": [1, 1], "A|O": [5, 5, 5, 5] }),
    ];
    const found = explainChange(definition, placed(definition, then), placed(definition, now));
    expect(found?.lines["phase-mix"].points).toBeCloseTo(100 / 3, 10);
    expect(found?.lines.within.points).toBeCloseTo(0, 10);
  });

  test("calls a new project what it is against the average", () => {
    const [then, now] = [wave({ "A|S": [3, 3] }), wave({ "A|S": [3, 3], "B|S": [5, 5] })];
    const found = explainChange(definition, placed(definition, then), placed(definition, now));
    // 50 before, 75 after; B has half the owners and stands 100 − 62.5 above the mean of both
    expect(found?.lines.entering.points).toBeCloseTo(0.5 * 37.5, 10);
    expect(found?.lines["project-mix"].points).toBeCloseTo(-0.5 * (50 - 62.5), 10);
    expect([found?.entered, found?.left]).toEqual([2, 0]);
  });
});
