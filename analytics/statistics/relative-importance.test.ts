import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { correlationMatrix, covarianceMatrix } from "./covariance-matrix.ts";
import { keyDrivers } from "./key-drivers.ts";
import { lmgImportance, relativeWeights } from "./relative-importance.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe("relative importance", () => {
  it("of two drivers averages first and last by hand: r = 0.6, 0.5, between them 0.4", () => {
    const matrix = [
      [1, 0.6, 0.5],
      [0.6, 1, 0.4],
      [0.5, 0.4, 1],
    ];
    const r2 = (0.36 + 0.25 - 2 * 0.6 * 0.5 * 0.4) / (1 - 0.16);
    expectAgreement(lmgImportance(matrix), [(0.36 + r2 - 0.25) / 2, (0.25 + r2 - 0.36) / 2], 1e-14);
    expect(sum(relativeWeights(matrix) ?? [])).toBeCloseTo(r2, 14);
  });

  it("of uncorrelated drivers is the squared correlation", () => {
    const matrix = [
      [1, 0.6, 0.5, 0.1],
      [0.6, 1, 0, 0],
      [0.5, 0, 1, 0],
      [0.1, 0, 0, 1],
    ];
    expectAgreement(lmgImportance(matrix), [0.36, 0.25, 0.01], 1e-14);
    expectAgreement(relativeWeights(matrix), [0.36, 0.25, 0.01], 1e-14);
    expectAgreement(lmgImportance(matrix, [[1, 3], [2]]), [0.37, 0.25], 1e-14);
  });

  it("splits a copied driver in two equal halves instead of failing", () => {
    const matrix = [
      [1, 0.6, 0.6],
      [0.6, 1, 1],
      [0.6, 1, 1],
    ];
    expectAgreement(lmgImportance(matrix), [0.18, 0.18], 1e-14);
    expect(relativeWeights(matrix)).toBeUndefined();
  });

  it("adds up to R², is never negative and does not depend on the order of drivers", () => {
    const rows = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 5 }), {
      minLength: 8,
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, (answers) => {
        const columns = [0, 1, 2, 3, 4].map((column) => answers.map((row) => row[column]));
        const correlations = (order: number[]) =>
          correlationMatrix(covarianceMatrix(order.map((column) => columns[column] ?? []))?.matrix ?? []);
        const plain = lmgImportance(correlations([0, 1, 2, 3, 4]));
        const turned = lmgImportance(correlations([0, 4, 3, 2, 1]));
        expectAgreement(
          turned.toReversed().map((part) => part + 1),
          plain.map((part) => part + 1),
          1e-9,
        );
        expect(Math.min(...plain)).toBeGreaterThanOrEqual(-1e-12);
        expect(sum(plain)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it("refuses what is no correlation matrix, unknown drivers and more than twelve", () => {
    expect(() => lmgImportance([[1]])).toThrow(RangeError);
    expect(() =>
      lmgImportance([
        [1, 3],
        [3, 1],
      ]),
    ).toThrow(RangeError);
    expect(() =>
      lmgImportance(
        [
          [1, 0.5],
          [0.5, 1],
        ],
        [[2]],
      ),
    ).toThrow(RangeError);
    const large = Array.from({ length: 14 }, (_, i) =>
      Array.from({ length: 14 }, (_, j) => (i === j ? 1 : 0)),
    );
    expect(() => lmgImportance(large)).toThrow(RangeError);
  });
});

type Result = {
  R2: number;
  lmg: Record<string, number>;
  genizi?: Record<string, number>;
  lmg_share: Record<string, number>;
  n: number;
};

describeOracle("08-driver-importance", (oracle) => {
  const { results } = oracle.expected<{ results: Record<string, Result> }>();

  it.each([
    { name: "swiss_fertility", file: "data.csv", outcome: "Fertility", weighted: false },
    { name: "mobi_overall_satisfaction", file: "data_mobi.csv", outcome: "CUSA1", weighted: false },
    { name: "mobi_recommend", file: "data_mobi.csv", outcome: "CUSL3", weighted: false },
    { name: "mobi_overall_satisfaction_weighted", file: "data_mobi.csv", outcome: "CUSA1", weighted: true },
  ])("agrees for $name: LMG, R², shares and relative weights", ({ name, file, outcome, weighted }) => {
    const printed = results[name];
    if (!printed) throw new Error(`no result ${name}`);
    const data = oracle.table(file);
    const names = Object.keys(printed.lmg);
    const weights = weighted ? oracle.table("data_mobi_weights.csv").numbers("w") : undefined;
    const covariance = covarianceMatrix(
      [outcome, ...names].map((column) => data.numbers(column)),
      "complete",
      weights,
    );
    const correlations = correlationMatrix(covariance?.matrix ?? []);
    const importance = lmgImportance(correlations);
    expectAgreement(importance, Object.values(printed.lmg), 1e-9);
    expectAgreement(sum(importance), printed.R2, 1e-9);
    if (printed.genizi) expectAgreement(relativeWeights(correlations), Object.values(printed.genizi), 1e-9);

    const drivers = names.map((id) => ({ id, answers: data.numbers(id) }));
    const found = keyDrivers({ outcome: data.numbers(outcome), drivers, weights }, { seed: 1, draws: 10 });
    expect(found?.n).toBe(printed.n);
    expectAgreement(
      found?.drivers.map(({ share }) => share),
      Object.values(printed.lmg_share),
      1e-9,
    );
  });
});
