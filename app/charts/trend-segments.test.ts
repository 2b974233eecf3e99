import { expect, test } from "vitest";
import type { TrendPoint } from "#server/indicators/reading-view.ts";
import { trendRuns } from "./trend-segments.ts";

function point(year: number, segment: number, value: number | null): TrendPoint {
  const state = value === null ? "hidden" : "full";
  return {
    waveId: year,
    year,
    segment,
    restated: false,
    value,
    low: value,
    high: value,
    halfWidth: 0,
    n: 40,
    state,
  };
}

test("a line is drawn through the points of a segment, and not over a wave whose value is hidden", () => {
  const runs = trendRuns([
    point(2025, 1, 60),
    point(2021, 0, 50),
    point(2022, 0, null),
    point(2023, 0, 52),
    point(2024, 0, 53),
    point(2026, 1, 61),
  ]);
  expect(runs.map((run) => run.map(({ year }) => year))).toEqual([[2021], [2023, 2024], [2025, 2026]]);
});

test("nothing to show is no line", () => {
  expect(trendRuns([point(2025, 0, null)])).toEqual([]);
});
