import { expect, test } from "vitest";
import { fewAdd } from "./part-variance.ts";

test("few answers are taken to vary at least as much as in the whole sample below the minimum", () => {
  expect(fewAdd(9, 10, 4, 9)).toBe(5);
  expect(fewAdd(9, 10, 9, 4)).toBe(0);
});

test("their variance is moderated from the minimum on, and believed from thirty", () => {
  expect(fewAdd(13, 10, 4, 9)).toBeCloseTo((12 * 9 + 13 * 4) / 24 - 4, 12);
  expect(fewAdd(29, 10, 9, 4)).toBe(0);
  expect([fewAdd(0, 10, 0, 9), fewAdd(30, 10, 4, 9)]).toEqual([0, 0]);
});
