import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { betweenUnitVariance, empiricalBayes } from "./empirical-bayes.ts";

/** Coaching effects and standard errors of eight schools: Rubin DB (1981) J. Educational Statistics 6:377. */
const EIGHT_SCHOOLS = [
  [28, 15],
  [8, 10],
  [-3, 16],
  [7, 11],
  [-1, 9],
  [1, 11],
  [18, 10],
  [12, 18],
].map(([value = 0, se = 0]) => ({ value, variance: se ** 2 }));

describe("empirical-Bayes scores", () => {
  it("cannot tell the eight schools apart: all shrink to 7.7 ± 4.1", () => {
    for (const method of ["REML", "DL"] as const) {
      const found = empiricalBayes(EIGHT_SCHOOLS, { method });
      expect(found?.between).toBe(0);
      expect(found?.mean).toBeCloseTo(7.7, 1);
      expect(found?.meanSe).toBeCloseTo(4.1, 1);
      for (const unit of found?.units ?? [])
        expect(unit).toEqual({ reliability: 0, value: found?.mean, se: found?.meanSe });
    }
  });

  it("with equal variances v knows τ² in closed form: s² − v", () => {
    const values = [60, 70, 65, 80, 75];
    const mean = 70;
    const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4;
    const units = values.map((value) => ({ value, variance: 4 }));
    expect(betweenUnitVariance(units, "REML")).toBeCloseTo(spread - 4, 9);
    expect(betweenUnitVariance(units, "DL")).toBeCloseTo(spread - 4, 9);
    expect(empiricalBayes(units)?.units[0]?.reliability).toBeCloseTo((spread - 4) / spread, 9);
  });

  it("lies between the unit's own score and the mean, and keeps the order of equally uncertain units", () => {
    const units = fc.array(
      fc.record({
        value: fc.double({ min: 0, max: 100, noNaN: true }),
        variance: fc.double({ min: 0.1, max: 400, noNaN: true }),
      }),
      {
        minLength: 5,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(units, fc.constantFrom("REML" as const, "DL" as const), (list, method) => {
        const found = empiricalBayes(list, { method });
        if (!found) throw new Error("five units are enough");
        for (const [place, { value, reliability }] of found.units.entries()) {
          const own = list[place]?.value ?? Number.NaN;
          expect(reliability).toBeGreaterThanOrEqual(0);
          expect(reliability).toBeLessThan(1);
          expect(value).toBeGreaterThanOrEqual(Math.min(own, found.mean) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(own, found.mean) + 1e-9);
        }
      }),
    );
  });

  it("does not shrink fewer than five units, and refuses a score known without error", () => {
    expect(empiricalBayes(EIGHT_SCHOOLS.slice(0, 4))).toBeUndefined();
    expect(betweenUnitVariance(EIGHT_SCHOOLS.slice(0, 1))).toBeUndefined();
    expect(() => empiricalBayes([{ value: 70, variance: 0 }])).toThrow(RangeError);
  });
});

type Meta = {
  mu: number;
  se_mu: number;
  tau2: number;
  weight_B: number[];
  eb: Record<string, number>;
  eb_se: Record<string, number>;
};
type Expected = {
  B_eight_schools: (Meta & { method: string })[];
  C_units: {
    metafor_REML_fixed_sampling_var: Meta;
    metafor_DL: Meta;
    mse_vs_truth: { raw: number; metafor_REML: number };
  };
};

describeOracle("10-empirical-bayes-shrinkage", (oracle) => {
  const expected = oracle.expected<Expected>();

  it("agrees on eight schools, REML and DL", () => {
    const data = oracle.table("data_eight_schools.csv");
    const errors = data.numbers("se");
    const units = data
      .numbers("y")
      .map((value, row) => ({ value, variance: (errors[row] ?? Number.NaN) ** 2 }));
    for (const printed of expected.B_eight_schools) {
      if (printed.method !== "REML" && printed.method !== "DL") continue;
      const found = empiricalBayes(units, { method: printed.method });
      expectAgreement(
        [found?.mean, found?.meanSe, found?.between],
        [printed.mu, printed.se_mu, printed.tau2],
        1e-9,
      );
      expectAgreement(found?.units.map(({ value }) => value) ?? [], Object.values(printed.eb), 1e-9);
      expectAgreement(found?.units.map(({ se }) => se) ?? [], Object.values(printed.eb_se), 1e-9);
    }
  });

  it("agrees on 57 units; the shrunken scores have a third of the error of the raw ones", () => {
    const data = oracle.table("data_unit_summary.csv");
    const names = data.text("cnum");
    const variances = data.numbers("vi_pooled");
    const truth = data.numbers("true_full_county_mean");
    const values = data.numbers("mean");
    const units = values.map((value, row) => ({ value, variance: variances[row] ?? Number.NaN }));
    const { metafor_REML_fixed_sampling_var, metafor_DL, mse_vs_truth } = expected.C_units;
    for (const [method, printed, tolerance] of [
      ["REML", metafor_REML_fixed_sampling_var, 1e-5],
      ["DL", metafor_DL, 1e-9],
    ] as const) {
      const found = empiricalBayes(units, { method });
      const inOrder = (values: Record<string, number>) => names.map((name) => values[name] ?? Number.NaN);
      expectAgreement(
        [found?.between, found?.mean, found?.meanSe],
        [printed.tau2, printed.mu, printed.se_mu],
        tolerance,
      );
      expectAgreement(found?.units.map(({ reliability }) => reliability) ?? [], printed.weight_B, tolerance);
      expectAgreement(found?.units.map(({ value }) => value) ?? [], inOrder(printed.eb), tolerance);
      expectAgreement(found?.units.map(({ se }) => se) ?? [], inOrder(printed.eb_se), tolerance);
    }
    const error = (scores: readonly number[]) =>
      scores.reduce((sum, score, row) => sum + (score - (truth[row] ?? Number.NaN)) ** 2, 0) / scores.length;
    expectAgreement(error(values), mse_vs_truth.raw, 1e-9);
    expectAgreement(
      error(empiricalBayes(units)?.units.map(({ value }) => value) ?? []),
      mse_vs_truth.metafor_REML,
      1e-5,
    );
  });
});
