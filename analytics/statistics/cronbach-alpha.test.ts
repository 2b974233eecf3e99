import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { correlationMatrix, covarianceMatrix } from "./covariance-matrix.ts";
import { cronbachAlpha, feldtInterval, itemReliabilities } from "./cronbach-alpha.ts";

describe("Cronbach's alpha", () => {
  it("of k equally correlated items is kr/(1 + (k − 1)r): three items at r = 0.5 give 0.75", () => {
    const matrix = [
      [1, 0.5, 0.5],
      [0.5, 1, 0.5],
      [0.5, 0.5, 1],
    ];
    expect(cronbachAlpha(matrix)).toBeCloseTo(0.75, 14);
    const [item] = itemReliabilities(matrix);
    expect(item?.alphaWithout).toBeCloseTo(2 / 3, 14);
    expect(item?.restCorrelation).toBeCloseTo(1 / Math.sqrt(3), 14);
  });

  it("is 1 for copies of one item and negative for items against each other", () => {
    const copies = covarianceMatrix([
      [1, 2, 5],
      [1, 2, 5],
    ]);
    expect(cronbachAlpha(copies?.matrix ?? [])).toBeCloseTo(1, 14);
    expect(
      cronbachAlpha([
        [1, -0.4],
        [-0.4, 1],
      ]),
    ).toBeLessThan(0);
  });

  it("is undefined for one item, or when nobody differs", () => {
    expect(cronbachAlpha([[1]])).toBeUndefined();
    expect(
      cronbachAlpha([
        [0, 0],
        [0, 0],
      ]),
    ).toBeUndefined();
    expect(covarianceMatrix([[1], [2]])).toBeUndefined();
    expect(() => covarianceMatrix([[1, 2], [1]])).toThrow(RangeError);
    expect(() => feldtInterval(0.8, 1, 3)).toThrow(RangeError);
  });
});

type Summary = {
  n: number;
  k: number;
  raw_alpha: number;
  std_alpha: number;
  average_r: number;
  alpha_drop: Record<string, number>;
  r_drop: Record<string, number>;
  feldt95: readonly [number, number];
};
type Complete = { n_complete: number; alpha_complete_cases: number; cov: number[][] };
type Expected = { psych_alpha_pairwise: Record<string, Summary>; complete_case: Record<string, Complete> };

describeOracle("07-reliability", (oracle) => {
  const expected = oracle.expected<Expected>();
  const bfi = oracle.table("data.csv");
  const attitude = oracle.table("data_attitude.csv");
  const school = oracle.table("data_hs1939.csv");
  /** Columns of the six-point items; a minus turns one round. */
  const items = (names: string[]) =>
    names.map((name) => {
      const answers = bfi.optionalNumbers(name.replace("-", ""));
      return name.endsWith("-")
        ? answers.map((answer) => (answer === undefined ? undefined : 7 - answer))
        : answers;
    });
  const families: Record<string, (number | undefined)[][]> = {
    bfi_agreeableness_keyed: items(["A1-", "A2", "A3", "A4", "A5"]),
    bfi_neuroticism: items(["N1", "N2", "N3", "N4", "N5"]),
    bfi_conscientiousness_keyed: items(["C1", "C2", "C3", "C4-", "C5-"]),
    attitude: ["rating", "complaints", "privileges", "learning", "raises", "critical", "advance"].map(
      (name) => attitude.optionalNumbers(name),
    ),
    hs1939_visual: ["x1", "x2", "x3"].map((name) => school.optionalNumbers(name)),
    hs1939_textual: ["x4", "x5", "x6"].map((name) => school.optionalNumbers(name)),
    hs1939_speed: ["x7", "x8", "x9"].map((name) => school.optionalNumbers(name)),
  };

  it.each(Object.keys(expected.psych_alpha_pairwise))("agrees on pairwise covariances for %s", (name) => {
    const printed = expected.psych_alpha_pairwise[name];
    const found = covarianceMatrix(families[name] ?? [], "pairwise");
    if (!printed || !found) throw new Error(`nothing to compare for ${name}`);
    expect(found.n).toBe(printed.n);
    const alpha = cronbachAlpha(found.matrix);
    expectAgreement(alpha, printed.raw_alpha, 1e-9);
    expectAgreement(
      itemReliabilities(found.matrix).map(({ alphaWithout }) => alphaWithout),
      Object.values(printed.alpha_drop),
      1e-9,
    );
    const { low, high } = feldtInterval(alpha ?? Number.NaN, printed.n, printed.k);
    expectAgreement([low, high], printed.feldt95, 1e-9);
    if (name === "attitude") {
      expectAgreement(cronbachAlpha(correlationMatrix(found.matrix)), printed.std_alpha, 1e-9);
      expectAgreement(
        itemReliabilities(found.matrix).map(({ restCorrelation }) => restCorrelation),
        Object.values(printed.r_drop),
        1e-9,
      );
    }
  });

  it.each([
    ["agreeableness", "bfi_agreeableness_keyed"],
    ["neuroticism", "bfi_neuroticism"],
    ["conscientiousness", "bfi_conscientiousness_keyed"],
    ["attitude", "attitude"],
    ["hs1939_visual", "hs1939_visual"],
    ["hs1939_textual", "hs1939_textual"],
    ["hs1939_speed", "hs1939_speed"],
  ])("agrees on complete cases for %s", (name, family) => {
    const printed = expected.complete_case[name];
    const found = covarianceMatrix(families[family] ?? []);
    if (!printed || !found) throw new Error(`nothing to compare for ${name}`);
    expect(found.n).toBe(printed.n_complete);
    expectAgreement(found.matrix.flat(), printed.cov.flat(), 1e-9);
    expectAgreement(cronbachAlpha(found.matrix), printed.alpha_complete_cases, 1e-9);
  });
});
