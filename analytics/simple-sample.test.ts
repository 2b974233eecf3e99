import { expect, test } from "vitest";
import { momentsFor } from "#tests/arbitrary-survey.ts";
import { evaluate } from "./evaluate.ts";
import { indexDefinition } from "./index-definition.ts";
import type { Survey } from "./survey-row.ts";

const definition = indexDefinition.parse({
  id: "by-hand",
  version: 1,
  items: { Y1: { scale: [1, 5] } },
  tree: { id: "total", items: { Y1: 1 } },
});

/** Three owners of A answered out of 6, two of B out of 2. */
const survey: Survey = {
  strata: [
    { key: "A", population: 6, respondents: 3, project: "A" },
    { key: "B", population: 2, respondents: 2, project: "B" },
  ],
  rows: [
    ...[5, 3, 4].map((Y1) => ({ stratum: "A", group: { project: "A" }, answers: { Y1 } })),
    ...[1, 2].map((Y1) => ({ stratum: "B", group: { project: "B" }, answers: { Y1 } })),
  ],
};

/** Σ w·(score − mean)² of scores 100, 50, 75 counting twice and 0, 25 counting once; their mean is 475/8. */
const square =
  [100, 50, 75].reduce((sum, score) => sum + 2 * (score - 475 / 8) ** 2, 0) +
  [0, 25].reduce((sum, score) => sum + (score - 475 / 8) ** 2, 0);
/** As in `evaluate.test.ts`: (1 − ½)·3/2·1250·(2/8)²; without finite owners 3/2·1250·(2/8)² + 2·312.5·(1/8)². */
const [finite, process] = [
  0.5 * 1.5 * 1250 * (2 / 8) ** 2,
  1.5 * 1250 * (2 / 8) ** 2 + 2 * 312.5 * (1 / 8) ** 2,
];

test("the design effect is the variance over that of five answers drawn from all eight owners", () => {
  const [y1] = evaluate(definition, momentsFor(definition, survey), { by: [] });
  // S² = Σw(s − mean)²/8 · 5/4, V_srs = S²/5 · (1 − 5/8)
  expect(y1?.deff).toBeCloseTo(finite / ((((square / 8) * 5) / 4 / 5) * (1 - 5 / 8)), 12);
});

test("about a process nothing is taken off for owners who were asked", () => {
  const [y1] = evaluate(definition, momentsFor(definition, survey), { by: [], inference: "process" });
  expect(y1?.deff).toBeCloseTo(process / (((square / 8) * 5) / 4 / 5), 12);
});

test("where everybody was asked, or all agree, there is none", () => {
  const readings = evaluate(definition, momentsFor(definition, survey), { by: ["project"] });
  const of = (project: string) =>
    readings.find(({ group, node }) => group.project === project && node === "Y1");
  expect(of("B")).toMatchObject({ se: 0, deff: undefined });
  // a simple sample of A is how A was asked
  expect(of("A")?.deff).toBeCloseTo(1, 12);
  const alike = { ...survey, rows: survey.rows.map((row) => ({ ...row, answers: { Y1: 4 } })) };
  expect(evaluate(definition, momentsFor(definition, alike), { by: [] })[0]?.deff).toBeUndefined();
});
