import { expect, test } from "vitest";
import type { Reading, ReadingState } from "#analytics/reading.ts";
import { FULL_FROM } from "#analytics/screen-reading.ts";
import { fullFrom } from "./full-from.ts";
import type { WaveTable } from "./wave-table.ts";

function reading(node: string, n: number | undefined, state: ReadingState): Reading {
  const value = state === "full" || state === "indicative" ? 70 : undefined;
  const none = { se: undefined, df: undefined, low: undefined, high: undefined, neff: undefined };
  return { ...none, group: {}, node, value, n, population: 90, populationCovered: 90, coverage: 1, state };
}

const readings = [
  reading("a", 29, "indicative"),
  reading("b", 30, "full"),
  reading("c", 60, "full"),
  reading("d", 7, "n-only"),
  reading("e", undefined, "hidden"),
  reading("f", 0, "undefined"),
];
const table = {
  id: "t",
  shown: new Map([["whole", new Map(readings.map((each) => [each.node, each]))]]),
} as unknown as WaveTable;
const states = (from: number) =>
  [...(fullFrom(table, from).shown.get("whole")?.values() ?? [])].map(({ state }) => state);

test("a value is full from as many answers as the setting says, and what is hidden stays hidden", () => {
  expect(states(50)).toEqual(["indicative", "indicative", "full", "n-only", "hidden", "undefined"]);
  expect(states(20)).toEqual(["full", "full", "full", "n-only", "hidden", "undefined"]);
});

test("the usual number leaves the table as it is, another makes one of its own, once", () => {
  expect(fullFrom(table, FULL_FROM)).toBe(table);
  expect(fullFrom(table, 50)).toBe(fullFrom(table, 50));
  expect(fullFrom(table, 50).id).not.toBe(table.id);
  expect(fullFrom(table, 50).id).not.toBe(fullFrom(table, 20).id);
});
