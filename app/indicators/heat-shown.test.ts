import { expect, test } from "vitest";
import type { ChangeView } from "#server/indicators/reading-view.ts";
import type { HeatCell } from "#server/indicators/views.ts";
import { printed, shownMove, shownStep } from "./heat-shown.ts";

const STEPS = [5, 10] as const;

function change(difference: number, verdict: ChangeView["verdict"]): ChangeView {
  return { difference, low: null, high: null, significant: verdict !== "not-distinguishable", verdict };
}

/** Ten points above the group, and six worse than last year. */
const CELL: HeatCell = {
  value: 81.2,
  low: 78,
  high: 84,
  halfWidth: 3,
  n: 120,
  state: "full",
  difference: change(10.4, "better"),
  held: 70.8,
  step: 3,
  change: change(-6.1, "worse"),
};

test("the fill tells of what is printed", () => {
  expect(shownStep(CELL, "score", STEPS)).toBe(3);
  expect(shownStep(CELL, "gap", STEPS)).toBe(3);
  expect([printed(CELL, "points", "change"), shownStep(CELL, "change", STEPS)]).toEqual(["−6.1", -2]);
  expect([printed(CELL, "points", "count"), shownStep(CELL, "count", STEPS)]).toEqual(["120", 0]);
});

test("a change that may be noise has neither fill nor arrow, one with a verdict has both", () => {
  const noise = { ...CELL, change: change(-6.1, "not-distinguishable") };
  expect(shownStep(noise, "change", STEPS)).toBe(0);
  expect(shownMove(noise, "change")).toBeUndefined();
  expect(shownMove(CELL, "change")?.difference).toBe(-6.1);
  expect(shownMove(CELL, "score")?.difference).toBe(-6.1);
  expect(shownMove(CELL, "gap")).toBeUndefined();
  expect(shownMove(CELL, "count")).toBeUndefined();
  expect(shownMove({ ...CELL, state: "indicative" }, "change")).toBeUndefined();
});
