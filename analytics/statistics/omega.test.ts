import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { fitOneFactor, omegaModelImplied, omegaObserved } from "./omega.ts";

describe("McDonald's omega", () => {
  const loadings = [2, 1.5, 1, 0.5];
  const residuals = [1, 2, 0.5, 1];
  const exact = loadings.map((one, i) =>
    loadings.map((two, j) => one * two + (i === j ? (residuals[i] ?? 0) : 0)),
  );

  it("recovers the factor a covariance matrix was made of: Σλ = 5, Σθ = 4.5, ω = 25/29.5", () => {
    const model = fitOneFactor(exact);
    expectAgreement(model?.loadings ?? [], loadings, 1e-9);
    expectAgreement(model?.residuals ?? [], residuals, 1e-9);
    expect(model && omegaModelImplied(model)).toBeCloseTo(25 / 29.5, 9);
    expect(model && omegaObserved(model, exact)).toBeCloseTo(25 / 29.5, 9);
  });

  it("is not identified from two items, and not fitted where a residual vanishes", () => {
    expect(
      fitOneFactor([
        [1, 0.5],
        [0.5, 1],
      ]),
    ).toBeUndefined();
    expect(
      fitOneFactor([
        [1, 0.9, 0.9],
        [0.9, 1, 0.5],
        [0.9, 0.5, 1],
      ]),
    ).toBeUndefined();
    expect(
      fitOneFactor([
        [0, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]),
    ).toBeUndefined();
  });
});

type Fit = {
  n: number;
  loadings: Record<string, number>;
  residual_var: Record<string, number>;
  omega_model_implied: number;
  omega_semTools_observed_total: number;
};
type Expected = { omega_one_factor: Record<string, Fit>; complete_case: Record<string, { cov: number[][] }> };

describeOracle("07-reliability", (oracle) => {
  const { omega_one_factor, complete_case } = oracle.expected<Expected>();

  it.each(Object.keys(omega_one_factor))("agrees on loadings, residuals and both omegas for %s", (name) => {
    const printed = omega_one_factor[name];
    if (!printed) throw new Error(`no fit ${name}`);
    // The fit printed here uses covariances with divisor n.
    const shrink = (printed.n - 1) / printed.n;
    const covariance = complete_case[name]?.cov.map((row) => row.map((value) => value * shrink)) ?? [];
    // The printed fit stopped where the likelihood's slope was still 8e-7; ours ends below 1e-13, which moves the sixth digit.
    const model = fitOneFactor(covariance);
    if (!model) throw new Error("one factor fits");
    expectAgreement(model.loadings, Object.values(printed.loadings), 1e-5);
    expectAgreement(model.residuals, Object.values(printed.residual_var), 1e-5);
    expectAgreement(omegaModelImplied(model), printed.omega_model_implied, 1e-6);
    expectAgreement(omegaObserved(model, covariance), printed.omega_semTools_observed_total, 2e-6);
    const given = {
      loadings: Object.values(printed.loadings),
      residuals: Object.values(printed.residual_var),
    };
    expectAgreement(omegaModelImplied(given), printed.omega_model_implied, 1e-9);
    expectAgreement(omegaObserved(given, covariance), printed.omega_semTools_observed_total, 1e-9);
  });
});
