import { expect, it } from "vitest";
import { indexDefinition } from "#analytics/index-definition.ts";
import type { Reading } from "#analytics/reading.ts";
import { betaPriorByLikelihood, posteriorShare } from "#analytics/statistics/beta-binomial.ts";
import { shrunkenReadings } from "./shrunken-readings.ts";
import type { WaveTable } from "./wave-table.ts";

const definition = indexDefinition.parse({
  id: "any",
  version: 1,
  items: { Y1: { scale: [1, 5] } },
  tree: { id: "total", items: { Y1: 10_000 } },
  joint: { loyalty: { all: { Y1: 4 } } },
});

/** Successes of answers by unit, each counting the same. */
const COUNTS = [
  [10, 10],
  [2, 12],
  [9, 30],
  [40, 50],
  [25, 60],
  [11, 20],
] as const;

function reading(node: string, value: number, se: number, n: number): Reading {
  const none = { group: {}, df: n - 1, population: undefined, populationCovered: undefined, coverage: 1 };
  return { ...none, node, value, se, intervalSe: se, low: 0, high: 100, n, neff: n, state: "full" };
}

function tableOf(counts: readonly (readonly [number, number])[]): WaveTable {
  const places = counts.map(([successes, n], at) => {
    const share = successes / n;
    const se = 100 * Math.sqrt((share * (1 - share)) / n);
    const nodes = new Map([
      ["loyalty", reading("loyalty", 100 * share, se, n)],
      ["Y1", reading("Y1", 50 + at, 2, n)],
    ]);
    return [`project:${at}/`, nodes] as const;
  });
  return {
    definitions: [definition],
    shown: new Map(places),
    levelOf: new Map(places.map(([key]) => [key, "project"])),
  } as unknown as WaveTable;
}

it("draws shares towards each other by the beta-binomial model, also where everybody agrees", () => {
  const found = shrunkenReadings(tableOf(COUNTS));
  const units = COUNTS.map(([successes, n]) => ({ successes, n }));
  const prior = betaPriorByLikelihood(units);
  if (!prior) throw new Error("the shares vary more than chance");
  for (const [at, unit] of units.entries()) {
    const own = found.get(`project:${at}/`)?.get("loyalty");
    expect(own?.value).toBeCloseTo(100 * posteriorShare(prior, unit), 9);
    expect(own?.low).toBeGreaterThan(0);
    expect(own?.high).toBeLessThan(100);
  }
  expect(found.get("project:0/")?.get("loyalty")?.value).toBeLessThan(100);
});

it("draws scores by their own model, and no share where five units are not told", () => {
  const scores = shrunkenReadings(tableOf(COUNTS));
  expect(scores.get("project:0/")?.get("Y1")?.value).toBeGreaterThan(50);
  const few = shrunkenReadings(tableOf(COUNTS.slice(0, 4)));
  expect(few.get("project:1/")?.get("loyalty")?.state).toBe("undefined");
});
