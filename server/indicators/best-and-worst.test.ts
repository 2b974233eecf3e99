import { expect, test } from "vitest";
import { bestAndWorst } from "./best-and-worst.ts";

const first = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

test("shows five lowest and three highest where there are eight or more", () => {
  expect(bestAndWorst(first(11))).toEqual({ lowest: [1, 2, 3, 4, 5], highest: [11, 10, 9] });
  expect(bestAndWorst(first(8))).toEqual({ lowest: [1, 2, 3, 4, 5], highest: [8, 7, 6] });
});

test("has a best one also where there are few, and none among both", () => {
  expect(bestAndWorst(first(6))).toEqual({ lowest: [1, 2, 3], highest: [6, 5, 4] });
  expect(bestAndWorst(first(5))).toEqual({ lowest: [1, 2, 3], highest: [5, 4] });
  expect(bestAndWorst(first(2))).toEqual({ lowest: [1], highest: [2] });
  expect(bestAndWorst(first(1))).toEqual({ lowest: [1], highest: [] });
  expect(bestAndWorst([])).toEqual({ lowest: [], highest: [] });
});
