import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import {
  agrestiCoullInterval,
  clopperPearsonInterval,
  kornGraubardSize,
  newcombeDifferenceInterval,
  weightedShareInterval,
  wilsonInterval,
} from "./proportion-interval.ts";

const four = (value: number) => Math.round(value * 1e4) / 1e4;

describe("intervals for shares", () => {
  it("reproduce the four-decimal values of Newcombe (1998), table I, method 3", () => {
    const printed = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [x, n, low, high] of printed) {
      const interval = wilsonInterval(x, n);
      expect([four(interval.low), four(interval.high)]).toEqual([low, high]);
    }
  });

  it("reproduce the differences of Newcombe (1998), table II, method 10", () => {
    const printed = [
      [56, 70, 48, 80, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.1705, 0.809],
      [6, 7, 2, 7, 0.0582, 0.8062],
      [5, 56, 0, 29, -0.0381, 0.1926],
      [0, 10, 0, 20, -0.1611, 0.2775],
      [0, 10, 0, 10, -0.2775, 0.2775],
      [10, 10, 0, 20, 0.6791, 1],
      [10, 10, 0, 10, 0.6075, 1],
    ] as const;
    for (const [x1, n1, x2, n2, low, high] of printed) {
      const interval = newcombeDifferenceInterval({ successes: x1, n: n1 }, { successes: x2, n: n2 });
      expect([four(interval.low), four(interval.high)]).toEqual([low, high]);
    }
  });

  it("contain the share, stay inside [0, 1] and mirror when successes and failures swap", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, portion) => {
          const x = Math.round(portion * n);
          for (const method of [wilsonInterval, clopperPearsonInterval]) {
            const { low, high } = method(x, n);
            expect(low).toBeGreaterThanOrEqual(0);
            expect(high).toBeLessThanOrEqual(1);
            expect(low).toBeLessThanOrEqual(x / n);
            expect(high).toBeGreaterThanOrEqual(x / n);
            const mirror = method(n - x, n);
            expect(1 - mirror.high).toBeCloseTo(low, 12);
          }
        },
      ),
    );
  });

  it("refuse more successes than answers, no answers, and a confidence given in percent", () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(0, 0)).toThrow(RangeError);
    expect(() => wilsonInterval(1, 2, 95)).toThrow(RangeError);
    expect(() => clopperPearsonInterval(1, 2, 95)).toThrow(RangeError);
    expect(() => kornGraubardSize({ share: 0.5, variance: 0.01, n: 1, df: 1 })).toThrow(RangeError);
  });

  it("about a finite population shrink with the share of it that was asked, to a point when all were", () => {
    const sample = { share: 0.5, variance: 0, n: 40, df: 39 };
    expect(kornGraubardSize({ ...sample, sampledFraction: 0.75 })).toBe(160);
    expect(weightedShareInterval({ ...sample, sampledFraction: 1 })).toEqual({ low: 0.5, high: 0.5 });
    // the variance already has the correction: 0.25/40·(1 − ¾), and the size it stands for may pass n
    const corrected = { ...sample, variance: 0.0015625, sampledFraction: 0.75 };
    expect(kornGraubardSize(corrected)).toBeCloseTo(160, 9);
    expect(kornGraubardSize({ ...corrected, sampledFraction: 0 })).toBe(40);
  });

  it("give a unanimous weighted share the answers left after weighting", () => {
    const unanimous = { share: 1, variance: 0, n: 30, df: 29, weightingEffect: 1.5 };
    expect(kornGraubardSize(unanimous)).toBe(20);
    expect(weightedShareInterval(unanimous)).toEqual(wilsonInterval(20, 20));
  });
});

type Pair = readonly [number, number];
type Expected = {
  single: {
    x: number;
    n: number;
    "wilson_prop.test": Pair;
    clopper_pearson: Pair;
    agresti_coull: Pair;
  }[];
  differences: { x1: number; n1: number; x2: number; n2: number; newcombe_hybrid_score: Pair }[];
  complex_survey_apiclus1_schwide: {
    effective_n: {
      p: number;
      se: number;
      n: number;
      df: number;
      neff_df_adjusted: number;
      korn_graubard_beta: Pair;
      wilson_on_neff_df_adjusted: Pair;
    };
  };
};

describeOracle("05-proportion-intervals", (oracle) => {
  const expected = oracle.expected<Expected>();

  it("agrees on Wilson, Clopper–Pearson and Agresti–Coull, with 0 of n and n of n", () => {
    for (const { x, n, ...printed } of expected.single) {
      const wilson = wilsonInterval(x, n);
      expectAgreement([wilson.low, wilson.high], printed["wilson_prop.test"], 1e-9);
      const exact = clopperPearsonInterval(x, n);
      expectAgreement([exact.low, exact.high], printed.clopper_pearson, 1e-9);
      const agresti = agrestiCoullInterval(x, n);
      expectAgreement([agresti.low, agresti.high], printed.agresti_coull, 1e-9);
    }
  });

  it("agrees on the hybrid score interval of a difference", () => {
    for (const { x1, n1, x2, n2, newcombe_hybrid_score } of expected.differences) {
      const { low, high } = newcombeDifferenceInterval({ successes: x1, n: n1 }, { successes: x2, n: n2 });
      expectAgreement([low, high], newcombe_hybrid_score, 1e-9);
    }
  });

  it("agrees on Korn–Graubard: never more answers than were given", () => {
    const { p, se, n, df, ...printed } = expected.complex_survey_apiclus1_schwide.effective_n;
    const sample = { share: p, variance: se ** 2, n, df };
    const size = kornGraubardSize(sample);
    expectAgreement(size, printed.neff_df_adjusted, 1e-9);
    const exact = clopperPearsonInterval(p * size, size);
    expectAgreement([exact.low, exact.high], printed.korn_graubard_beta, 1e-9);
    const wilson = weightedShareInterval(sample);
    expectAgreement([wilson.low, wilson.high], printed.wilson_on_neff_df_adjusted, 1e-9);
  });
});
