import { expect, test } from "vitest";
import { tenureLabel } from "./tenure-label.ts";

test.each([
  ["ahead", "未交付", "Not handed over yet"],
  [{ from: 0, to: 6 }, "不满 6 个月", "Under 6 months"],
  [{ from: 0, to: 12 }, "不满 1 年", "Under 1 year"],
  [{ from: 6, to: 18 }, "6–18 个月", "6–18 months"],
  [{ from: 6, to: 24 }, "6 个月–2 年", "6 months – 2 years"],
  [{ from: 24, to: 36 }, "2–3 年", "2–3 years"],
  [{ from: 12, to: null }, "满 1 年", "1 year and more"],
  [{ from: 60, to: null }, "满 5 年", "5 years and more"],
  [{ from: 0, to: null }, "已交付", "Handed over"],
] as const)("%o is called %s", (tenure, zh, en) => {
  expect(tenureLabel(tenure)).toEqual({ zh, en });
});
