import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { influenceVariance } from "./design-based-variance.ts";
import type { Interval } from "./interval.ts";
import {
  adjustedWaldNetPromoterInterval,
  netPromoterScore,
  type PromoterCounts,
  scoreNetPromoterInterval,
  waldNetPromoterInterval,
  weightedNetPromoterInterval,
  withPseudoAnswers,
} from "./net-promoter.ts";
import { independentDifference } from "./wave-difference.ts";
import { weightedMean, withinDomain } from "./weighted-estimate.ts";

describe("net promoter score", () => {
  it("of half promoters, a third passives and a sixth detractors is 1/3 with variance 5/9", () => {
    const found = netPromoterScore({ detractors: 1, passives: 2, promoters: 3 });
    expect(found?.score).toBeCloseTo(1 / 3, 14);
    expect(found?.variance).toBeCloseTo(5 / 9, 14);
  });

  it("has a score interval that solves (1 − Δ)/(1 + Δ) = z²/n when all are promoters", () => {
    const ratio = 1.959963984540054 ** 2 / 5;
    const interval = scoreNetPromoterInterval({ detractors: 0, passives: 0, promoters: 5 });
    expect(interval?.high).toBe(1);
    expect(interval?.low).toBeCloseTo((1 - ratio) / (1 + ratio), 12);
  });

  it("clips the adjusted Wald interval to the scale", () => {
    expect(adjustedWaldNetPromoterInterval({ detractors: 0, passives: 0, promoters: 5 })?.high).toBe(1);
  });

  it("of weighted answers has the interval of as many plain answers when weights are equal", () => {
    const counts = { promoters: 60, passives: 30, detractors: 30 };
    const plain = netPromoterScore(counts);
    const sample = {
      score: plain?.score ?? 0,
      meanSquare: 90 / 120,
      variance: (plain?.variance ?? 0) / 120,
      n: 120,
      df: 119,
    };
    expect(weightedNetPromoterInterval(sample)).toEqual(adjustedWaldNetPromoterInterval(counts));
    // a tenth of the answers' worth: the score interval of 12
    const few = { promoters: 6, passives: 3, detractors: 3 };
    const found = weightedNetPromoterInterval({ ...sample, variance: (plain?.variance ?? 0) / 12 });
    const wanted = scoreNetPromoterInterval(few);
    expect(found?.low).toBeCloseTo(wanted?.low ?? 0, 9);
    expect(found?.high).toBeCloseTo(wanted?.high ?? 0, 9);
  });

  it("of weighted answers has width when all agree, and none when everybody was asked", () => {
    const unanimous = { score: 1, meanSquare: 1, variance: 0, n: 20, df: 19, weightingEffect: 2 };
    expect(weightedNetPromoterInterval(unanimous)).toEqual(
      scoreNetPromoterInterval({ promoters: 10, passives: 0, detractors: 0 }),
    );
    expect(weightedNetPromoterInterval({ ...unanimous, sampledFraction: 1 })).toEqual({ low: 1, high: 1 });
  });

  it("is undefined without answers and refuses negative counts", () => {
    const nobody = { detractors: 0, passives: 0, promoters: 0 };
    expect(netPromoterScore(nobody)).toBeUndefined();
    expect(waldNetPromoterInterval(nobody)).toBeUndefined();
    expect(adjustedWaldNetPromoterInterval(nobody)).toBeUndefined();
    expect(scoreNetPromoterInterval(nobody)).toBeUndefined();
    expect(() => netPromoterScore({ detractors: -1, passives: 0, promoters: 2 })).toThrow(RangeError);
  });
});

type Pair = readonly [number, number];
type Group = {
  n: number;
  counts: { detractor: number; passive: number; promoter: number };
  nps: number;
  var_population_form: number;
  se_n: number;
  wald95: Pair;
  adjusted_wald95: Pair;
  score_iterative95: Pair;
};
type SmallCase = Pick<Group, "nps" | "wald95" | "adjusted_wald95" | "score_iterative95"> &
  Group["counts"] & { var: number; se: number };
type Expected = {
  overall: Group;
  by_region: Record<string, Group>;
  by_bu: Record<string, Group>;
  by_quarter: Record<string, Group>;
  small_count_cases: SmallCase[];
};

const pair = (interval: Interval | undefined) => [interval?.low, interval?.high];
const clipped = ([low, high]: Pair): Pair => [Math.max(-1, low), Math.min(1, high)];

function expectIntervals(
  counts: PromoterCounts,
  printed: Pick<Group, "wald95" | "adjusted_wald95" | "score_iterative95">,
): void {
  expectAgreement(pair(waldNetPromoterInterval(counts)), printed.wald95, 1e-9);
  expectAgreement(pair(waldNetPromoterInterval(withPseudoAnswers(counts))), printed.adjusted_wald95, 1e-9);
  expectAgreement(pair(adjustedWaldNetPromoterInterval(counts)), clipped(printed.adjusted_wald95), 1e-9);
  for (const [side, value] of pair(scoreNetPromoterInterval(counts)).entries()) {
    expect(
      Math.abs((value ?? Number.NaN) - (printed.score_iterative95[side] ?? Number.NaN)),
    ).toBeLessThanOrEqual(2e-5);
  }
}

describeOracle("06-nps", (oracle) => {
  const expected = oracle.expected<Expected>();
  const data = oracle.table("data.csv");
  const answers = data.numbers("REC");
  const counted = (belongs: (row: number) => boolean): PromoterCounts => {
    const mine = answers.filter((_, row) => belongs(row));
    return {
      detractors: mine.filter((answer) => answer <= 6).length,
      passives: mine.filter((answer) => answer === 7 || answer === 8).length,
      promoters: mine.filter((answer) => answer >= 9).length,
    };
  };

  it("agrees on 1,000 answers, overall and in every region and business unit", () => {
    const regions = data.text("Region");
    const units = data.text("BU");
    const cases: [PromoterCounts, Group][] = [
      [counted(() => true), expected.overall],
      ...Object.entries(expected.by_region).map(([name, group]): [PromoterCounts, Group] => [
        counted((row) => regions[row] === name),
        group,
      ]),
      ...Object.entries(expected.by_bu).map(([name, group]): [PromoterCounts, Group] => [
        counted((row) => units[row] === name),
        group,
      ]),
    ];
    expect(cases).toHaveLength(9);
    for (const [counts, printed] of cases) {
      const found = netPromoterScore(counts);
      expect(counts).toEqual({
        detractors: printed.counts.detractor,
        passives: printed.counts.passive,
        promoters: printed.counts.promoter,
      });
      expectAgreement(
        [found?.score, found?.variance, found?.se],
        [printed.nps, printed.var_population_form, printed.se_n],
        1e-9,
      );
      expectIntervals(counts, printed);
    }
  });

  it("agrees on small counts, all of one kind among them", () => {
    for (const printed of expected.small_count_cases) {
      const counts = {
        detractors: printed.detractor,
        passives: printed.passive,
        promoters: printed.promoter,
      };
      const found = netPromoterScore(counts);
      expectAgreement(
        [found?.score, found?.variance, found?.se],
        [printed.nps, printed.var, printed.se],
        1e-9,
      );
      expectIntervals(counts, printed);
    }
  });
});

type TwoSamples = { delta_abs: number; se: number; ci: Pair; p: number };
type Promoters = {
  by_region: Record<string, Group>;
  by_bu: Record<string, Group>;
  by_quarter: Record<string, Group>;
  two_sample: Record<string, TwoSamples & { adjusted_wald: TwoSamples }>;
};

describeOracle("06-nps", (oracle) => {
  it("agrees on two net promoter scores, plain and with pseudo-answers", () => {
    const { by_region, by_bu, by_quarter, two_sample } = oracle.expected<Promoters>();
    const groups = { ...by_region, ...by_bu, ...by_quarter };
    expect(Object.keys(two_sample)).toHaveLength(4);
    for (const [name, printed] of Object.entries(two_sample)) {
      const [x, y] = name.split("_vs_").map((key): PromoterCounts => {
        const counts = groups[key]?.counts;
        if (!counts) throw new Error(`no group ${key}`);
        return { detractors: counts.detractor, passives: counts.passive, promoters: counts.promoter };
      });
      for (const [change, wanted] of [
        [(counts: PromoterCounts) => counts, printed],
        [withPseudoAnswers, printed.adjusted_wald],
      ] as const) {
        const [one, two] = [x, y].map((counts) => {
          const score = counts && netPromoterScore(change(counts));
          return { value: score?.score ?? Number.NaN, variance: (score?.se ?? Number.NaN) ** 2 };
        });
        if (!one || !two) throw new Error("two groups");
        const tested = independentDifference(two, one);
        expectAgreement(
          [tested.difference, tested.se, tested.p],
          [wanted.delta_abs, wanted.se, wanted.p],
          1e-9,
        );
        expectAgreement([tested.low, tested.high], wanted.ci, 1e-9);
      }
    }
  });

  it("agrees on a weighted stratified score: the mean of −1, 0 and 1 through the variance engine", () => {
    type Weighted = {
      population: Record<string, number>;
      nps: number;
      se: number;
      by_bu: { bu: string[]; nps: number[]; se: number[] };
    };
    const printed = oracle.expected<{ weighted_stratified: Weighted }>().weighted_stratified;
    const data = oracle.table("data.csv");
    const stratum = data.text("Region");
    const units = data.text("BU");
    const population = new Map(Object.entries(printed.population));
    const answered = Map.groupBy(stratum, (region) => region);
    const weights = stratum.map(
      (region) => (population.get(region) ?? Number.NaN) / (answered.get(region)?.length ?? Number.NaN),
    );
    const scores = data.numbers("REC").map((answer) => (answer >= 9 ? 1 : answer <= 6 ? -1 : 0));
    const design = { stratum, unit: stratum.map((_, row) => String(row)), population };
    const all = weightedMean(scores, weights);
    expectAgreement(
      [all?.value, Math.sqrt(influenceVariance(design, all?.influence ?? []) ?? Number.NaN)],
      [printed.nps, printed.se],
      1e-9,
    );
    for (const [place, unit] of printed.by_bu.bu.entries()) {
      const domain = weightedMean(
        withinDomain(scores, (row) => units[row] === unit),
        weights,
      );
      const se = Math.sqrt(influenceVariance(design, domain?.influence ?? []) ?? Number.NaN);
      expectAgreement(
        [domain?.value, se],
        [printed.by_bu.nps[place] ?? Number.NaN, printed.by_bu.se[place] ?? Number.NaN],
        1e-9,
      );
    }
  });
});
