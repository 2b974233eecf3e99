import { expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { studentTInterval, studentTMultiplier } from "./student-t-interval.ts";

type Design = {
  readonly degf: number;
  readonly api00: { readonly mean: number; readonly se: number; readonly ci95_t: readonly number[] };
};

describeOracle("01-design-based-means", ({ expected }) => {
  const { designs } = expected<{ readonly designs: Readonly<Record<string, Design>> }>();

  it.each(Object.entries(designs).filter(([, design]) => design.api00.ci95_t))(
    "covers %s as R does",
    (_, { degf, api00 }) => {
      const interval = studentTInterval(api00.mean, api00.se, degf, 0.95);
      expectAgreement([interval?.low, interval?.high], api00.ci95_t, 1e-9);
    },
  );
});

it("has the quantiles of any table", () => {
  expect(studentTMultiplier(5, 0.95)).toBeCloseTo(2.570_582, 6);
  expect(studentTMultiplier(1, 0.9)).toBeCloseTo(6.313_752, 6);
  expect(studentTMultiplier(Number.POSITIVE_INFINITY, 0.95)).toBeCloseTo(1.959_964, 6);
});

it("has no interval without degrees of freedom or a standard error", () => {
  expect(studentTInterval(70, 2, 0, 0.95)).toBeUndefined();
  expect(studentTInterval(70, Number.NaN, 10, 0.95)).toBeUndefined();
  expect(studentTInterval(70, 0, 10, 0.95)).toEqual({ low: 70, high: 70 });
});
