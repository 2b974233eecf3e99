import { determinant, inverse, Matrix, solve } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { fitOneFactor, type OneFactorModel, omegaModelImplied, omegaObserved } from "./omega.ts";

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

/** What maximum likelihood brings down: log |Σ| + tr(Σ⁻¹S) of the model's covariance Σ. */
function misfit({ loadings, residuals }: OneFactorModel, observed: Matrix): number {
  const implied = impliedCovariance({ loadings, residuals });
  return Math.log(determinant(implied)) + inverse(implied).mmul(observed).trace();
}

function impliedCovariance({ loadings, residuals }: OneFactorModel): Matrix {
  const column = Matrix.columnVector([...loadings]);
  return column.mmul(column.transpose()).add(Matrix.diag([...residuals]));
}

/** Slope of the misfit in loadings, then residuals: 2Wλ and the diagonal of W = Σ⁻¹(Σ − S)Σ⁻¹. */
function slope(parameters: readonly number[], observed: Matrix): number[] {
  const items = observed.rows;
  const model = { loadings: parameters.slice(0, items), residuals: parameters.slice(items) };
  const implied = impliedCovariance(model);
  const precision = inverse(implied);
  const off = precision.mmul(Matrix.sub(implied, observed)).mmul(precision);
  return [
    ...off
      .mmul(Matrix.columnVector([...model.loadings]))
      .mul(2)
      .to1DArray(),
    ...off.diagonal(),
  ];
}

/** The fit a step of Newton's further down, curvature by central differences. */
function oneStepFurther({ loadings, residuals }: OneFactorModel, observed: Matrix): OneFactorModel {
  const at = [...loadings, ...residuals];
  const step = 1e-6;
  const curvature = new Matrix(
    at.map((_, place) => {
      const moved = (by: number) =>
        slope(
          at.map((value, other) => (other === place ? value + by : value)),
          observed,
        );
      const [up, down] = [moved(step), moved(-step)];
      return up.map((value, other) => (value - (down[other] ?? 0)) / (2 * step));
    }),
  );
  const move = solve(curvature, Matrix.columnVector(slope(at, observed))).to1DArray();
  const found = at.map((value, place) => value - (move[place] ?? 0));
  return { loadings: found.slice(0, loadings.length), residuals: found.slice(loadings.length) };
}

type Fit = {
  n: number;
  loadings: Record<string, number>;
  residual_var: Record<string, number>;
  omega_model_implied: number;
  omega_semTools_observed_total: number;
};
type Expected = { omega_one_factor: Record<string, Fit>; complete_case: Record<string, { cov: number[][] }> };

/*
 * The printed fits ended where their optimiser found no lower misfit to ten digits, which leaves the sixth digit of the
 * parameters open. One figure of eight, the observed omega of agreeableness, is therefore 1.01e-6 off the optimum (1.4e-6 of
 * itself), outside the 1e-6 that refitting is allowed; the other tests show on whose side the rest lies. The same lavaan told to
 * stop later (rel.tol 1e-13) ends at 0.714137097 with a lower misfit: 1.2e-6 from what it had printed, 1.4e-7 from ours.
 */
const STOPPED_SHORT = new Map([["agreeableness", 1.5e-6]]);

describeOracle("07-reliability", (oracle) => {
  const { omega_one_factor, complete_case } = oracle.expected<Expected>();
  const fitOf = (name: string) => {
    const printed = omega_one_factor[name];
    if (!printed) throw new Error(`no fit ${name}`);
    // The fit printed here uses covariances with divisor n.
    const shrink = (printed.n - 1) / printed.n;
    const covariance = complete_case[name]?.cov.map((row) => row.map((value) => value * shrink)) ?? [];
    const given = {
      loadings: Object.values(printed.loadings),
      residuals: Object.values(printed.residual_var),
    };
    const model = fitOneFactor(covariance);
    if (!model) throw new Error("one factor fits");
    return { printed, covariance, given, model };
  };
  const names = Object.keys(omega_one_factor);

  it.each(names)("agrees on both omegas of %s from the given loadings", (name) => {
    const { printed, covariance, given } = fitOf(name);
    expectAgreement(omegaModelImplied(given), printed.omega_model_implied, 1e-9);
    expectAgreement(omegaObserved(given, covariance), printed.omega_semTools_observed_total, 1e-9);
  });

  it.each(names)("agrees on both omegas of %s when refitting", (name) => {
    const { printed, covariance, given, model } = fitOf(name);
    expectAgreement(omegaModelImplied(model), printed.omega_model_implied, 1e-6);
    expectAgreement(
      omegaObserved(model, covariance),
      printed.omega_semTools_observed_total,
      STOPPED_SHORT.get(name) ?? 1e-6,
    );
    expectAgreement(model.loadings, given.loadings, 1e-5);
    expectAgreement(model.residuals, given.residuals, 1e-5);
  });

  it.each(names)(
    "the printed fit of %s, taken one step on, is ours to 1e-9, and ours fits no worse",
    (name) => {
      const { covariance, given, model } = fitOf(name);
      const observed = new Matrix(covariance);
      const further = oneStepFurther(given, observed);
      expectAgreement(model.loadings, further.loadings, 1e-9);
      expectAgreement(model.residuals, further.residuals, 1e-9);
      expectAgreement(omegaModelImplied(model), omegaModelImplied(further), 1e-9);
      expectAgreement(
        omegaObserved(model, covariance),
        omegaObserved(further, covariance) ?? Number.NaN,
        1e-9,
      );
      expect(misfit(model, observed)).toBeLessThanOrEqual(misfit(given, observed) + 1e-14);
      const steepest = (fit: OneFactorModel) =>
        Math.max(...slope([...fit.loadings, ...fit.residuals], observed).map(Math.abs));
      expect(steepest(model)).toBeLessThan(1e-11);
      expect(steepest(model)).toBeLessThan(steepest(given) / 100);
    },
  );
});
