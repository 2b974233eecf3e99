import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import type { Interval } from "./interval.ts";
import {
  adjustedWaldNetPromoterInterval,
  netPromoterScore,
  type PromoterCounts,
  scoreNetPromoterInterval,
  waldNetPromoterInterval,
  withPseudoAnswers,
} from "./net-promoter.ts";

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
