import { expect, test } from "vitest";
import { momentsFor } from "#tests/arbitrary-survey.ts";
import { changeBeyond, compareChanges } from "./compare-changes.ts";
import { compareWaves } from "./compare-waves.ts";
import { indexDefinition } from "./index-definition.ts";
import { influenceVariance } from "./statistics/design-based-variance.ts";

const definition = indexDefinition.parse({
  id: "gap",
  version: 1,
  items: { Y1: { scale: [1, 5] } },
  tree: { id: "total", items: { Y1: 1 } },
  emptyStratum: "drop",
});
const OWNERS = { A: 40, B: 60 };

function wave(answers: Readonly<Record<keyof typeof OWNERS, readonly number[]>>) {
  const projects = Object.entries(answers) as [keyof typeof OWNERS, readonly number[]][];
  return momentsFor(definition, {
    strata: projects.map(([project, own]) => ({
      key: `${project}|S`,
      population: OWNERS[project],
      respondents: own.length,
      project,
      phase: "S",
    })),
    rows: projects.flatMap(([project, own]) =>
      own.map((Y1) => ({
        stratum: `${project}|S`,
        group: { project, phase: "S", mode: "web" },
        answers: { Y1 },
      })),
    ),
  });
}

const before = { A: [2, 2, 3, 2], B: [3, 4, 4, 4, 4] };
const after = { A: [5, 5, 5, 5, 4], B: [2, 2, 2, 1] };
const found = compareChanges(definition, wave(before), wave(after), { by: ["project"], within: [] });

test("is the unit's change less the group's", () => {
  const changeOf = (by: string[], project?: string) =>
    compareWaves(definition, wave(before), wave(after), { by }).find(
      ({ after: { group, node } }) => node === "total" && group.project === project,
    )?.difference ?? Number.NaN;
  for (const project of ["A", "B"]) {
    const own = found.find(({ after: { group, node } }) => node === "total" && group.project === project);
    expect(own?.difference).toBeCloseTo(changeOf(["project"], project) - changeOf([]), 10);
  }
  expect(found.map(({ verdict }) => verdict)).toEqual(["better", "better", "worse", "worse"]);
});

test("has the variance of z(change of the unit) − z(change of the group) over all who answered", () => {
  const rows = [before, after].flatMap((answers, at) =>
    (["A", "B"] as const).flatMap((project) => {
      const own = answers[project];
      const mean = own.reduce((sum, answer) => sum + answer, 0) / own.length;
      const share = OWNERS[project] / 100;
      const sign = at === 0 ? -1 : 1;
      // z of A's mean is 1 / n; of the group's, A's share of the owners / n; scores are 25 points a step
      return own.map((answer) => ({
        stratum: `${at}${project}`,
        z: (sign * 25 * (answer - mean) * ((project === "A" ? 1 : 0) - share)) / own.length,
      }));
    }),
  );
  const variance = influenceVariance(
    { stratum: rows.map(({ stratum }) => stratum), unit: rows.map((_, at) => `${at}`) },
    rows.map(({ z }) => z),
  );
  expect(found[0]?.se).toBeCloseTo(Math.sqrt(variance ?? Number.NaN), 10);
});

test("says nothing of a unit one wave does not know", () => {
  const only = compareChanges(definition, wave({ A: before.A, B: [] }), wave(after), {
    by: ["project"],
    within: [],
  });
  expect(new Set(only.map(({ after: { group } }) => group.project))).toEqual(new Set(["A"]));
});

test("two units that share nobody add their errors", () => {
  const [a, b] = compareWaves(definition, wave(before), wave(after), { by: ["project"] }).filter(
    ({ after: { node } }) => node === "total",
  );
  if (!a || !b) throw new Error("two projects changed");
  const beyond = changeBeyond(a, b);
  expect(beyond?.difference).toBeCloseTo((a.difference ?? 0) - (b.difference ?? 0), 12);
  expect(beyond?.se).toBeCloseTo(Math.hypot(a.se ?? 0, b.se ?? 0), 12);
  expect(beyond?.after).toBe(a.after);
  expect(changeBeyond(a, { ...b, difference: undefined })).toBeUndefined();
});
