import fc from "fast-check";
import { expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";

type Adjusted = {
  readonly p: readonly (number | null)[];
  readonly adjusted: { readonly BH: readonly (number | null)[] };
};
type Expected = { readonly bh1995: Adjusted; readonly edge: { readonly ties_and_na: Adjusted } };

describeOracle("09-multiple-comparisons", ({ expected }) => {
  const { bh1995, edge } = expected<Expected>();

  it.each([
    ["the fifteen tests of the paper", bh1995],
    ["ties and tests without a p value", edge.ties_and_na],
  ])("adjusts %s as R does", (_, { p, adjusted }) => {
    const found = benjaminiHochberg(p.map((value) => value ?? undefined));
    expect(found.map((value) => value === undefined)).toEqual(p.map((value) => value === null));
    expectAgreement(
      found.filter((value) => value !== undefined),
      adjusted.BH.filter((value) => value !== null),
      1e-12,
    );
  });
});

it("never makes a p value smaller, nor changes their order", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (p) => {
      const q = benjaminiHochberg(p);
      for (const [i, a] of p.entries()) {
        expect(q[i]).toBeGreaterThanOrEqual(a * (1 - 1e-12));
        for (const [j, b] of p.entries())
          if (a < b) expect(q[i] ?? 0).toBeLessThanOrEqual((q[j] ?? 0) * (1 + 1e-12));
      }
    }),
  );
});

it("leaves a family of one, and of none, as it is", () => {
  expect(benjaminiHochberg([0.03])).toEqual([0.03]);
  expect(benjaminiHochberg([undefined])).toEqual([undefined]);
});
