import { expect, test } from "vitest";
import { jointShareBounds } from "./joint-share-bounds.ts";

test("Tianjin 2015: satisfied 73 %, repurchase 56 %, recommend 53 % allow 0–53 %, 21.7 % if independent; 33 % was found", () => {
  const { low, high, independent } = jointShareBounds([0.73, 0.56, 0.53]);
  expect(low).toBe(0);
  expect(high).toBe(0.53);
  expect(independent).toBeCloseTo(0.217, 3);
});

test("high shares leave little room, and a single one none", () => {
  const bounds = jointShareBounds([0.9, 0.8]);
  expect(bounds.low).toBeCloseTo(0.7, 12);
  expect(bounds.high).toBe(0.8);
  expect(jointShareBounds([0.4])).toEqual({ low: 0.4, high: 0.4, independent: 0.4 });
});

test("refuses what is no share", () => {
  expect(() => jointShareBounds([])).toThrow(RangeError);
  expect(() => jointShareBounds([1.2])).toThrow(RangeError);
});
