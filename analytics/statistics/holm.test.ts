import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import { holm } from "./holm.ts";

describe("adjusting p values", () => {
  const paper = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];
  const findings = (adjusted: (number | undefined)[]) =>
    adjusted.filter((p) => p !== undefined && p <= 0.05).length;

  it("finds what Benjamini and Hochberg (1995) print: 4 by their method, 3 by Holm's, 9 without any", () => {
    expect(findings(benjaminiHochberg(paper))).toBe(4);
    expect(findings(holm(paper))).toBe(3);
    expect(findings(paper)).toBe(9);
  });

  it("leaves a family of one alone and an empty family empty", () => {
    for (const adjust of [benjaminiHochberg, holm]) {
      expect(adjust([0.9])).toEqual([0.9]);
      expect(adjust([])).toEqual([]);
      expect(adjust([undefined])).toEqual([undefined]);
    }
  });

  it("never lowers a p value, keeps their order, and Holm is never bolder than Benjamini–Hochberg", () => {
    const family = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(family, (pValues) => {
        const hochberg = benjaminiHochberg(pValues);
        const strict = holm(pValues);
        for (const [place, p] of pValues.entries()) {
          if (p === undefined) {
            expect([hochberg[place], strict[place]]).toEqual([undefined, undefined]);
            continue;
          }
          expect(hochberg[place]).toBeGreaterThanOrEqual(p * (1 - 1e-12));
          expect(strict[place]).toBeGreaterThanOrEqual((hochberg[place] ?? 0) - 1e-12);
          for (const [other, q] of pValues.entries()) {
            if (q === undefined || q < p) continue;
            expect(hochberg[other]).toBeGreaterThanOrEqual(hochberg[place] ?? 0);
            expect(strict[other]).toBeGreaterThanOrEqual(strict[place] ?? 0);
          }
        }
      }),
    );
  });

  it("refuses a p value outside [0, 1]", () => {
    expect(() => holm([1.2])).toThrow(RangeError);
  });
});

type Adjusted = {
  p: (number | null)[] | number;
  adjusted: { BH: (number | null)[] | number; holm: (number | null)[] | number };
};
type Expected = {
  bh1995: Adjusted;
  edge: Record<string, Adjusted>;
  county_family: { p: number; p_BH: number; p_holm: number }[];
};

const list = (values: (number | null)[] | number) => [values].flat().map((value) => value ?? undefined);
const numbers = (values: (number | undefined)[]) =>
  values.flatMap((value) => (value === undefined ? [] : [value]));

describeOracle("09-multiple-comparisons", (oracle) => {
  const expected = oracle.expected<Expected>();

  it("agrees on the paper's family, ties, missing values, equal values and a family of one", () => {
    const families = [expected.bh1995, ...Object.values(expected.edge)];
    expect(families).toHaveLength(4);
    for (const { p, adjusted } of families) {
      for (const [method, printed] of [
        [benjaminiHochberg, list(adjusted.BH)],
        [holm, list(adjusted.holm)],
      ] as const) {
        const found = method(list(p));
        expect(found.map((value) => value === undefined)).toEqual(
          printed.map((value) => value === undefined),
        );
        expectAgreement(numbers(found), numbers(printed), 1e-12);
      }
    }
  });

  it("agrees on 47 counties tested against the rest: 11 raw findings, 4 after adjustment", () => {
    const p = expected.county_family.map((county) => county.p);
    expectAgreement(
      benjaminiHochberg(p),
      expected.county_family.map((county) => county.p_BH),
      1e-12,
    );
    expectAgreement(
      holm(p),
      expected.county_family.map((county) => county.p_holm),
      1e-12,
    );
    expect(p.filter((value) => value < 0.05)).toHaveLength(11);
    expect(numbers(benjaminiHochberg(p)).filter((value) => value < 0.05)).toHaveLength(4);
  });
});
