import { expect, test } from "vitest";
import { momentsFor } from "#tests/arbitrary-survey.ts";
import { indexDefinition } from "./index-definition.ts";
import { standardise } from "./standardise.ts";
import type { Survey } from "./survey-row.ts";

const definition = indexDefinition.parse({
  id: "units",
  version: 1,
  items: { Y1: { scale: [1, 5] } },
  tree: { id: "total", items: { Y1: 1 } },
  standard: { P: 2000, R: 3000, S: 5000 },
});

/** One answer of each unit's phases, scored 0–4. */
function survey(units: Readonly<Record<string, Readonly<Record<string, number>>>>): Survey {
  const cells = Object.entries(units).flatMap(([project, phases]) =>
    Object.entries(phases).map(([phase, answer]) => ({ project, phase, answer })),
  );
  return {
    strata: cells.map(({ project, phase }) => ({
      key: `${project}|${phase}`,
      population: 10,
      respondents: 1,
      project,
      phase,
    })),
    rows: cells.map(({ project, phase, answer }) => ({
      stratum: `${project}|${phase}`,
      group: { project, phase, mode: "web" },
      answers: { Y1: answer },
    })),
  };
}

function read(units: Parameters<typeof survey>[0]) {
  const { readings, ...rest } = standardise(definition, momentsFor(definition, survey(units)), {
    by: ["project"],
  });
  const values = readings.filter(({ node }) => node === "total").map(({ value }) => value);
  return { ...rest, values };
}

test("units with every phase are read over the whole mix", () => {
  const found = read({ A: { P: 5, R: 3, S: 1 }, B: { P: 1, R: 3, S: 5 } });
  expect(found).toMatchObject({ fallback: "full", covered: 1, leftOut: [] });
  expect(found.phases.toSorted()).toEqual(["P", "R", "S"]);
  expect(found.values[0]).toBeCloseTo(0.2 * 100 + 0.3 * 50, 10);
});

test("where one lacks a phase all are read over those they share, and it says so", () => {
  const found = read({ A: { P: 5, R: 3, S: 1 }, B: { R: 3, S: 5 } });
  expect(found).toMatchObject({ fallback: "common-phases", phases: ["R", "S"], covered: 0.8, leftOut: [] });
  expect(found.values[0]).toBeCloseTo((3 * 50) / 8, 10);
});

test("where they share too little, those that lack a phase are left out of any order", () => {
  const found = read({ A: { P: 5, R: 3, S: 1 }, B: { P: 3 } });
  expect(found).toMatchObject({ fallback: "left-out", leftOut: [{ project: "B" }] });
  expect(found.values[1]).toBeUndefined();
});

test("a phase nobody anywhere answered in belongs to no unit's mix", () => {
  const found = read({ A: { R: 3, S: 1 }, B: { R: 3, S: 5 } });
  expect(found).toMatchObject({ fallback: "full", phases: ["R", "S"], covered: 0.8 });
});
