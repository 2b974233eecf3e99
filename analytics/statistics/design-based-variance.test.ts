import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import {
  designDegrees,
  influenceCovariance,
  influenceVariance,
  type SampleDesign,
  type SingleUnitRule,
} from "./design-based-variance.ts";
import { designEffect } from "./design-effect.ts";
import { kishEffectiveSize } from "./kish-effective-size.ts";
import { studentTInterval } from "./student-t-interval.ts";
import {
  combineEstimates,
  type LinearEstimate,
  weightedMean,
  weightedRatio,
  weightedTotal,
} from "./weighted-estimate.ts";

const se = (design: SampleDesign, estimate: LinearEstimate | undefined, rule?: SingleUnitRule) =>
  Math.sqrt(influenceVariance(design, estimate?.influence ?? [], rule) ?? Number.NaN);

describe("design-based variance", () => {
  it("of a stratified mean is the textbook Σ (N/ΣN)²(1 − f)s²/r, worked by hand", () => {
    // Stratum a: 2 of 4 owners answer 60 and 80; stratum b: 2 of 6 answer 20 and 30.
    const design = {
      stratum: ["a", "a", "b", "b"],
      unit: ["1", "2", "3", "4"],
      population: new Map([
        ["a", 4],
        ["b", 6],
      ]),
    };
    const mean = weightedMean([60, 80, 20, 30], [2, 2, 3, 3]);
    expect(mean?.value).toBeCloseTo(0.4 * 70 + 0.6 * 25, 12);
    // s² = 200 and 50: 0.16·(1 − 1/2)·100 + 0.36·(1 − 1/3)·25 = 8 + 6
    expect(influenceVariance(design, mean?.influence ?? [])).toBeCloseTo(14, 12);
    expect(designDegrees(design)).toBe(2);
  });

  it("is 0 when every owner answered and inference is finite", () => {
    const design = { stratum: ["a", "a"], unit: ["1", "2"], population: new Map([["a", 2]]) };
    expect(influenceVariance(design, weightedMean([0, 100], [1, 1])?.influence ?? [])).toBe(0);
  });

  it("is undefined from a single unit, but 0 when that unit is the whole population", () => {
    const one = { stratum: ["a", "a"], unit: ["1", "1"] };
    expect(influenceVariance(one, [1, -1])).toBeUndefined();
    expect(influenceVariance(one, [1, -1], "average")).toBeUndefined();
    expect(influenceVariance({ ...one, population: new Map([["a", 1]]) }, [1, -1])).toBe(0);
  });

  it("refuses a population smaller than its sample and lists of different length", () => {
    const design = { stratum: ["a", "a"], unit: ["1", "2"], population: new Map([["a", 1]]) };
    expect(() => influenceVariance(design, [1, 2])).toThrow(RangeError);
    expect(() => influenceVariance({ stratum: ["a"], unit: ["1"] }, [1, 2])).toThrow(RangeError);
  });

  it("does not change with the order of rows, the scale of weights or the names of units", () => {
    const row = fc.record({
      stratum: fc.constantFrom("a", "b", "c"),
      unit: fc.constantFrom("1", "2", "3"),
      answer: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      weight: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 1, max: 100 }),
        (rows, scale) => {
          const variance = (list: typeof rows, factor: number, prefix: string) => {
            const mean = weightedMean(
              list.map(({ answer }) => answer),
              list.map(({ weight }) => weight * factor),
            );
            const design = {
              stratum: list.map((one) => one.stratum),
              unit: list.map(({ unit }) => prefix + unit),
            };
            return mean && influenceVariance(design, mean.influence);
          };
          const plain = variance(rows, 1, "");
          const other = variance(rows.toReversed(), scale, "x");
          if (plain === undefined) expect(other).toBeUndefined();
          else expect(other).toBeCloseTo(plain, 9);
        },
      ),
    );
  });

  it("of a difference is V(a) + V(b) − 2 Cov(a, b)", () => {
    const design = { stratum: ["a", "a", "a", "b", "b"], unit: ["1", "2", "3", "4", "5"] };
    const weights = [1, 2, 1, 3, 1];
    const one = weightedMean([1, 5, 3, 2, 4], weights);
    const two = weightedMean([2, 4, undefined, 2, 5], weights);
    if (!one || !two) throw new Error("both means exist");
    const change = combineEstimates([
      [1, two],
      [-1, one],
    ]);
    const pieces = [
      influenceVariance(design, one.influence) ?? Number.NaN,
      influenceVariance(design, two.influence) ?? Number.NaN,
      -2 * (influenceCovariance(design, one.influence, two.influence) ?? Number.NaN),
    ];
    expect(influenceVariance(design, change.influence)).toBeCloseTo(
      pieces.reduce((sum, piece) => sum + piece),
      12,
    );
  });
});

type Pair = readonly [number, number];
type Expected = {
  designs: Record<
    string,
    {
      degf: number;
      kish_neff: number;
      api00: { mean: number; se: number; deff_wor: number; deff_wr: number; ci95_t: Pair };
      api99: { mean: number; se: number };
      cov_api00_api99: number;
      prop_schwide_yes: { p: number; se: number };
      enroll_mean_na_rm: { mean: number; se: number };
      enroll_total_na_rm: { total: number; se: number };
      ratio_api00_over_api99: { ratio: number; se: number };
    }
  >;
  lonely_psu: Record<SingleUnitRule, { mean: number; se: number }>;
};

describeOracle("01-design-based-means", (oracle) => {
  const expected = oracle.expected<Expected>();

  type Shape = { file: string; stratum?: string; unit?: string; finite: boolean; stages?: 2 };
  const shapes: Record<string, Shape> = {
    srs_fpc: { file: "data_srs.csv", finite: true },
    srs_nofpc: { file: "data_srs.csv", finite: false },
    strat_fpc: { file: "data.csv", stratum: "stype", finite: true },
    strat_nofpc: { file: "data.csv", stratum: "stype", finite: false },
    clus1_fpc: { file: "data_clus1.csv", unit: "dnum", finite: true },
    clus1_nofpc: { file: "data_clus1.csv", unit: "dnum", finite: false },
    clus2_fpc: { file: "data_clus2.csv", unit: "dnum", finite: true, stages: 2 },
    clus2_ultimate_cluster_nofpc: { file: "data_clus2.csv", unit: "dnum", finite: false, stages: 2 },
  };

  function load({ file, stratum, unit, finite, stages }: Shape) {
    const data = oracle.table(file);
    const rows = data.text("cds");
    const strata = stratum ? data.text(stratum) : rows.map(() => "all");
    const units = unit ? data.text(unit) : rows;
    const sizes = data.numbers(stages === 2 ? "fpc1" : "fpc");
    let weights = data.numbers("pw");
    let second: SampleDesign["second"];
    if (stages === 2) {
      const population = data.numbers("fpc2");
      second = { unit: rows, population };
      // R takes the weights of this design from the two population counts.
      const districts = new Set(units).size;
      weights = units.map((district, row) => {
        const schools = units.filter((other) => other === district).length;
        return ((sizes[row] ?? 0) / districts) * ((population[row] ?? 0) / schools);
      });
    }
    const population = new Map(strata.map((name, row) => [name, sizes[row] ?? Number.NaN]));
    const design: SampleDesign = { stratum: strata, unit: units, ...(finite && { population, second }) };
    return { data, weights, design };
  }

  it.each(Object.entries(shapes))(
    "agrees for %s: mean, share, total, ratio, covariance, interval, design effect",
    (name, shape) => {
      const { data, weights, design } = load(shape);
      const printed = expected.designs[name];
      if (!printed) throw new Error(`no design ${name}`);
      const api00 = data.numbers("api00");
      const api99 = data.numbers("api99");

      const mean = weightedMean(api00, weights);
      const before = weightedMean(api99, weights);
      if (!mean || !before) throw new Error("means exist");
      expectAgreement([mean.value, se(design, mean)], [printed.api00.mean, printed.api00.se], 1e-9);
      expectAgreement([before.value, se(design, before)], [printed.api99.mean, printed.api99.se], 1e-9);
      expectAgreement(
        influenceCovariance(design, mean.influence, before.influence),
        printed.cov_api00_api99,
        1e-9,
      );

      const share = weightedMean(
        data.text("sch.wide").map((answer) => (answer === "Yes" ? 1 : 0)),
        weights,
      );
      expectAgreement(
        [share?.value, se(design, share)],
        [printed.prop_schwide_yes.p, printed.prop_schwide_yes.se],
        1e-9,
      );

      const enrolled = data.optionalNumbers("enroll");
      const average = weightedMean(enrolled, weights);
      expectAgreement(
        [average?.value, se(design, average)],
        [printed.enroll_mean_na_rm.mean, printed.enroll_mean_na_rm.se],
        1e-9,
      );
      const total = weightedTotal(enrolled, weights);
      expectAgreement(
        [total.value, se(design, total)],
        [printed.enroll_total_na_rm.total, printed.enroll_total_na_rm.se],
        1e-9,
      );

      const ratio = weightedRatio(api00, api99, weights);
      const { ratio: value, se: error } = printed.ratio_api00_over_api99;
      expectAgreement([ratio?.value, se(design, ratio)], [value, error], 1e-9);

      expect(designDegrees(design)).toBe(printed.degf);
      const interval = studentTInterval(mean.value, se(design, mean), printed.degf, 0.95);
      expectAgreement([interval?.low, interval?.high], printed.api00.ci95_t, 1e-9);
      expectAgreement(kishEffectiveSize(weights), printed.kish_neff, 1e-9);
      const variance = se(design, mean) ** 2;
      expectAgreement(designEffect(variance, api00, weights, true), printed.api00.deff_wor, 1e-9);
      expectAgreement(designEffect(variance, api00, weights), printed.api00.deff_wr, 1e-9);
    },
  );

  it.each(["remove", "certainty", "adjust", "average"] as const)(
    "agrees on a stratum with one unit under the rule %s",
    (rule) => {
      const { data, weights, design } = load({
        file: "data_lonely_psu.csv",
        stratum: "stype",
        finite: false,
      });
      const mean = weightedMean(data.numbers("api00"), weights);
      const printed = expected.lonely_psu[rule];
      expectAgreement([mean?.value, se(design, mean, rule)], [printed.mean, printed.se], 1e-9);
    },
  );
});
