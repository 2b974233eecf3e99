import { describe, expect, it } from "vitest";
import { describeOracle, deviation } from "#tests/oracle.ts";
import { type Dispositions, estimatedEligibility, type OutcomeRate, outcomeRates } from "./outcome-rates.ts";

const NOBODY: Dispositions = {
  complete: 0,
  partial: 0,
  refusal: 0,
  nonContact: 0,
  other: 0,
  unknownHousehold: 0,
  unknownOther: 0,
  notEligible: 0,
};

/** The sixteen cases whose rates are printed as exact fractions. */
const SIXTEEN: Dispositions = {
  ...NOBODY,
  complete: 5,
  partial: 3,
  refusal: 2,
  nonContact: 1,
  other: 2,
  unknownHousehold: 2,
  notEligible: 1,
};

describe("outcome rates", () => {
  it("of sixteen cases with half of the unknown eligible are exact fractions", () => {
    const printed: Record<OutcomeRate, number> = {
      RR1: 1 / 3,
      RR2: 8 / 15,
      RR3: 5 / 14,
      RR4: 4 / 7,
      RR5: 5 / 13,
      RR6: 8 / 13,
      COOP1: 5 / 12,
      COOP2: 2 / 3,
      COOP3: 1 / 2,
      COOP4: 4 / 5,
      REF1: 2 / 15,
      REF2: 1 / 7,
      REF3: 2 / 13,
      CON1: 4 / 5,
      CON2: 6 / 7,
      CON3: 12 / 13,
    };
    for (const [rate, value] of Object.entries(outcomeRates(SIXTEEN, 0.5))) {
      expect(deviation(value ?? Number.NaN, printed[rate as OutcomeRate]), rate).toBeLessThan(1e-12);
    }
  });

  it("with e = 1 has RR3 = RR1, with e = 0 RR3 = RR5", () => {
    expect(outcomeRates(SIXTEEN, 1).RR3).toBe(outcomeRates(SIXTEEN).RR1);
    expect(outcomeRates(SIXTEEN, 0).RR3).toBe(outcomeRates(SIXTEEN).RR5);
  });

  it("are undefined, not 0, where nothing is known", () => {
    const silent = outcomeRates({ ...NOBODY, unknownOther: 4 });
    expect(estimatedEligibility({ ...NOBODY, unknownOther: 4 })).toBeUndefined();
    expect(silent).toMatchObject({ RR1: 0, RR3: undefined, RR5: undefined, COOP1: undefined });
    expect(Object.values(outcomeRates(NOBODY)).every((rate) => rate === undefined)).toBe(true);
  });

  it("refuse negative counts and an eligibility above 1", () => {
    expect(() => outcomeRates({ ...NOBODY, complete: -1 })).toThrow(RangeError);
    expect(() => outcomeRates(SIXTEEN, 1.1)).toThrow(RangeError);
  });
});

type Rates = Record<string, number | null>;
type Expected = {
  case16: { e_half: Rates; e_estimated: { e: number; rates: Rates }; weighted: Rates };
  frequency_table: { counts: Record<string, number>; e: number; rates: Rates };
  all_unknown: { e: number; rates: Rates };
  middleearth: { e: number; overall: Rates; by_region: Record<string, Rates>; weighted_overall: Rates };
};

const CODES: Readonly<Record<string, keyof Dispositions>> = {
  I: "complete",
  P: "partial",
  R: "refusal",
  NC: "nonContact",
  O: "other",
  UH: "unknownHousehold",
  UO: "unknownOther",
  NE: "notEligible",
};

function added(codes: readonly string[], weightOf: (row: number) => number): Dispositions {
  const sums = { ...NOBODY };
  for (const [row, code] of codes.entries()) {
    const name = CODES[code];
    if (name === undefined) throw new Error(`unknown code ${code}`);
    sums[name] += weightOf(row);
  }
  return sums;
}

function expectRates(found: ReturnType<typeof outcomeRates>, printed: Rates, suffix = ""): void {
  for (const [rate, value] of Object.entries(found)) {
    const wanted = printed[rate + suffix];
    if (wanted === null || wanted === undefined)
      expect([rate, value, wanted]).toEqual([rate, undefined, null]);
    else expect(deviation(value ?? Number.NaN, wanted), `${rate} ${value} ${wanted}`).toBeLessThan(1e-12);
  }
}

describeOracle("14-aapor-outcome-rates", (oracle) => {
  const expected = oracle.expected<Expected>();

  it("agrees on sixteen cases: with e given, estimated, and weighted", () => {
    const data = oracle.table("data.csv");
    const weights = data.numbers("weight");
    const counts = added(data.text("code"), () => 1);
    const { e_half, e_estimated, weighted } = expected.case16;
    expectRates(outcomeRates(counts, 0.5), e_half);
    expect(estimatedEligibility(counts)).toBeCloseTo(e_estimated.e, 12);
    expectRates(outcomeRates(counts), e_estimated.rates);
    expectRates(
      outcomeRates(
        added(data.text("code"), (row) => weights[row] ?? 0),
        0.5,
      ),
      weighted,
      "w",
    );
  });

  it("agrees on a table of counts and on unknown cases alone", () => {
    const { counts, e, rates } = expected.frequency_table;
    const codes = Object.keys(counts);
    expectRates(
      outcomeRates(
        added(codes, (row) => counts[codes[row] ?? ""] ?? 0),
        e,
      ),
      rates,
    );
    expectRates(
      outcomeRates({ ...NOBODY, unknownOther: 5 }, expected.all_unknown.e),
      expected.all_unknown.rates,
    );
  });

  it("agrees on 1,691 cases, overall, by region and weighted", () => {
    const data = oracle.table("data_middleearth.csv");
    const codes = data.text("code");
    const regions = data.text("region");
    const weights = data.optionalNumbers("svywt");
    const { e, overall, by_region, weighted_overall } = expected.middleearth;
    const all = added(codes, () => 1);
    expect(estimatedEligibility(all)).toBeCloseTo(e, 12);
    expectRates(outcomeRates(all), overall);
    for (const [region, printed] of Object.entries(by_region)) {
      expectRates(
        outcomeRates(
          added(codes, (row) => (regions[row] === region ? 1 : 0)),
          e,
        ),
        printed,
      );
    }
    expectRates(
      outcomeRates(
        added(codes, (row) => weights[row] ?? 0),
        e,
      ),
      weighted_overall,
      "w",
    );
  });
});
