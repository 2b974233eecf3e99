import { expect, test } from "vitest";
import { momentsFor } from "#tests/arbitrary-survey.ts";
import { arrange } from "./arrange.ts";
import { compareWeights } from "./compare-definitions.ts";
import { indexDefinition } from "./index-definition.ts";
import { type CellMargin, rakeCells } from "./rake-cells.ts";
import { influenceVariance } from "./statistics/design-based-variance.ts";
import { rakeWeights } from "./statistics/raking.ts";
import { seededRandom } from "./statistics/seeded-random.ts";
import type { Survey, SurveyRow } from "./survey-row.ts";

const definition = indexDefinition.parse({
  id: "raked",
  version: 1,
  items: { Y1: { scale: [1, 5] }, Y2: { scale: [1, 5] } },
  tree: { id: "total", items: { Y1: 7000, Y2: 3000 } },
});

const PEOPLE = { A: 200, B: 150, C: 100 };

/** Three strata of uneven answering, in three modes; nobody leaves anything out. */
function survey(): Survey {
  const random = seededRandom(5);
  const rows = Array.from({ length: 90 }, (_, n): SurveyRow => {
    const project = n < 50 ? "A" : n < 75 ? "B" : "C";
    return {
      stratum: `${project}|S`,
      group: { project, phase: "S", mode: ["web", "phone", "visit"][random.below(3)] ?? "web" },
      answers: { Y1: 1 + random.below(5), Y2: 1 + random.below(5) },
    };
  });
  const strata = ["A", "B", "C"].map((project) => ({
    key: `${project}|S`,
    project,
    phase: "S",
    population: PEOPLE[project as keyof typeof PEOPLE],
    respondents: rows.filter(({ group }) => group.project === project).length,
  }));
  return { strata, rows };
}

const OWNERS = new Map([
  ["web", 180],
  ["phone", 150],
  ["visit", 120],
]);
const byMode = (population: ReadonlyMap<string, number>): CellMargin => ({
  name: "mode",
  cellValue: (cell) => cell.group.mode ?? "",
  population,
});

test("weighs cells as raking weighs their respondents, and reads what plain arithmetic reads", () => {
  const given = survey();
  const moments = momentsFor(definition, given);
  const found = rakeCells(arrange(definition, moments, { by: [], inference: "process" }), [byMode(OWNERS)]);
  if (found.kind !== "weights") throw new Error(found.kind);
  const stratumOf = new Map(given.strata.map((stratum) => [stratum.key, stratum]));
  const raked = rakeWeights(
    given.rows.map(({ stratum }) => {
      const { population = 0, respondents = 1 } = stratumOf.get(stratum) ?? {};
      return population / respondents;
    }),
    [
      {
        name: "strata",
        cells: given.rows.map(({ stratum }) => stratum),
        population: new Map(given.strata.map(({ key, population = 0 }) => [key, population])),
      },
      { name: "mode", cells: given.rows.map(({ group }) => group.mode ?? ""), population: OWNERS },
    ],
  );
  if (raked.kind !== "weights") throw new Error(raked.kind);
  const weightOf = new Map(
    moments.cells.map((cell) => [`${cell.stratum} ${cell.group.mode}`, found.weightOf(cell)]),
  );
  for (const [at, { stratum, group }] of given.rows.entries())
    expect(weightOf.get(`${stratum} ${group.mode}`)).toBeCloseTo(raked.weights[at] ?? Number.NaN, 8);

  const [shift] = compareWeights(definition, moments, found.weightOf, { by: [], inference: "process" });
  const score = ({ answers }: SurveyRow) =>
    ((answers.Y1 as number) - 1) * 25 * 0.7 + ((answers.Y2 as number) - 1) * 25 * 0.3;
  const meanUnder = (weights: ArrayLike<number>) => {
    const total = given.rows.reduce((sum, _, at) => sum + (weights[at] ?? 0), 0);
    const value = given.rows.reduce((sum, row, at) => sum + (weights[at] ?? 0) * score(row), 0) / total;
    return { value, z: given.rows.map((row, at) => ((weights[at] ?? 0) * (score(row) - value)) / total) };
  };
  const plain = meanUnder(
    given.rows.map(({ stratum }) => {
      const { population = 0, respondents = 1 } = stratumOf.get(stratum) ?? {};
      return population / respondents;
    }),
  );
  const other = meanUnder(raked.weights);
  const errorOf = (z: readonly number[]) =>
    Math.sqrt(
      influenceVariance(
        { stratum: given.rows.map(({ stratum }) => stratum), unit: given.rows.map((_, at) => `${at}`) },
        z,
      ) ?? 0,
    );
  expect(shift?.before.value).toBeCloseTo(plain.value, 9);
  expect(shift?.after.value).toBeCloseTo(other.value, 6);
  expect(shift?.after.se).toBeCloseTo(errorOf(other.z), 6);
  expect(shift?.difference).toBeCloseTo(other.value - plain.value, 6);
  expect(shift?.se).toBeCloseTo(errorOf(other.z.map((z, at) => z - (plain.z[at] ?? 0))), 6);
  expect(shift?.se).toBeLessThan(shift?.after.se ?? 0);
});

test("scales a margin's owners to those the strata count, and leaves weights that fit alone", () => {
  const given = survey();
  const moments = momentsFor(definition, given);
  const arrangement = arrange(definition, moments, { by: [] });
  const answered = new Map<string, number>();
  for (const [at, cell] of arrangement.cells.entries()) {
    const mode = cell.group.mode ?? "";
    answered.set(mode, (answered.get(mode) ?? 0) + cell.respondents * (arrangement.weight[at] ?? 0));
  }
  const twice = new Map([...answered].map(([mode, owners]) => [mode, 2 * owners]));
  const found = rakeCells(arrangement, [byMode(twice)]);
  if (found.kind !== "weights") throw new Error(found.kind);
  for (const [at, cell] of arrangement.cells.entries())
    expect(found.weightOf(cell)).toBeCloseTo(arrangement.weight[at] ?? 0, 6);
});

test("names the owners nobody answered for", () => {
  const arrangement = arrange(definition, momentsFor(definition, survey()), { by: [] });
  const population = new Map([...OWNERS, ["letter", 30]]);
  expect(rakeCells(arrangement, [byMode(population)])).toMatchObject({
    kind: "empty-cell",
    margin: "mode",
    cell: "letter",
  });
});
