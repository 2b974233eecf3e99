import { expect, test } from "vitest";
import { momentsFor } from "#tests/arbitrary-survey.ts";
import { commonPhases } from "./common-phases.ts";
import { evaluate } from "./evaluate.ts";
import { indexDefinition } from "./index-definition.ts";

const definition = indexDefinition.parse({
  id: "mix",
  version: 1,
  items: { Y1: { scale: [1, 5] } },
  tree: { id: "T", items: { Y1: 1 } },
  standard: { R: 6000, S: 3000, O: 1000 },
});

const rows = [
  ["A", "R", 5],
  ["A", "S", 3],
  ["A", "O", 1],
  ["B", "R", 3],
  ["B", "S", 1],
].map(([project, phase, answer]) => ({
  stratum: `${project}|${phase}`,
  group: { project: `${project}`, phase: `${phase}`, mode: "web" },
  answers: { Y1: Number(answer) },
}));
const strata = rows.map(({ stratum, group }) => ({ key: stratum, respondents: 1, population: 9, ...group }));

test("units that lack a phase are compared over those all of them have", () => {
  const moments = momentsFor(definition, { strata, rows });
  const phases = commonPhases(moments, ["project"]);
  expect(phases).toEqual(["R", "S"]);
  const values = evaluate(definition, moments, { by: ["project"], estimand: "phase-standardised", phases });
  // two thirds run-in, one third stable: A 100 and 50, B 50 and 0
  expect(values.filter(({ node }) => node === "T").map(({ value }) => value)).toEqual([
    expect.closeTo((2 * 100 + 50) / 3, 10),
    expect.closeTo((2 * 50 + 0) / 3, 10),
  ]);
});
