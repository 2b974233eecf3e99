import { expect, test } from "vitest";
import type { Reading } from "#analytics/reading.ts";
import { tellableEffect } from "./tellable-effect.ts";

function effectOf(unmarked: number, counted: number, received: number) {
  const reading = (n: number) => ({ node: "TOTAL", group: {}, value: 70, n }) as unknown as Reading;
  return { unmarked: reading(unmarked), counted: reading(counted), received: reading(received) };
}

test("what marks did is told where nobody's answer follows from it by subtraction", () => {
  expect(tellableEffect(effectOf(100, 105, 111))).toBeDefined();
  expect(tellableEffect(effectOf(100, 100, 100))).toBeDefined();
  // three marked answers, and four that were taken out
  expect(tellableEffect(effectOf(100, 103, 110))).toBeUndefined();
  expect(tellableEffect(effectOf(100, 110, 114))).toBeUndefined();
  expect(tellableEffect(effectOf(9, 20, 30))).toBeUndefined();
  expect(tellableEffect(undefined)).toBeUndefined();
});
