import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import {
  detectableChange,
  marginOfMean,
  marginOfShare,
  powerForShares,
  sizeForChange,
  sizeForMean,
  sizeForShare,
  sizeForShares,
} from "./sample-size.ts";

describe("sample size", () => {
  it("gives the figures English landlords publish: 554 of 7,271 at ±4 %, 953 of 8,894 at ±3 %", () => {
    expect(Math.floor(sizeForShare({ margin: 0.04, population: 7271 }))).toBe(554);
    expect(Math.ceil(sizeForShare({ margin: 0.03, population: 8894 }))).toBe(953);
    expect(Math.floor(1000 * marginOfShare(1128, { population: 1128 / 0.06 })) / 10).toBe(2.8);
    expect(Math.floor(1000 * marginOfShare(536, { population: 536 / 0.22 })) / 10).toBe(3.7);
  });

  it("never asks for more answers than there are owners, and a census has no margin", () => {
    for (const population of [1, 2, 10, 50]) {
      expect(sizeForShare({ margin: 0.01, population })).toBeLessThanOrEqual(population);
      expect(marginOfShare(population, { population })).toBe(0);
    }
  });

  it("finite correction helps a project of 120: 40 answers know a share to ±12.7 instead of ±15.5", () => {
    expect(100 * marginOfShare(40)).toBeCloseTo(15.5, 1);
    expect(100 * marginOfShare(40, { population: 120 })).toBeCloseTo(12.7, 1);
  });

  it("gives the margin of a mean that its size was made for", () => {
    for (const population of [60, 500, 8_894, undefined])
      for (const margin of [1.5, 3, 8]) {
        const of = population === undefined ? {} : { population };
        const size = sizeForMean({ margin, ...of }, 20);
        if (size > 0) expect(marginOfMean(size, 20, of)).toBeCloseTo(margin, 10);
      }
    expect(marginOfMean(50, 20, { population: 50 })).toBe(0);
    expect(() => marginOfMean(10, 0)).toThrow(RangeError);
  });

  it("says what a wave of n can detect at a standard deviation of 20", () => {
    const table = [
      [30, 14.5],
      [50, 11.2],
      [100, 7.9],
      [200, 5.6],
      [400, 4],
      [1000, 2.5],
    ] as const;
    for (const [n, points] of table) expect(Math.round(detectableChange(n, 20) * 10) / 10).toBe(points);
  });

  it("refuses margins, populations and powers that make no sense", () => {
    expect(() => sizeForShare({ margin: 0 })).toThrow(RangeError);
    expect(() => sizeForShare({ margin: 0.04, population: 0 })).toThrow(RangeError);
    expect(() => sizeForShare({ margin: 0.04 }, 1.5)).toThrow(RangeError);
    expect(() => sizeForMean({ margin: 2 }, 0)).toThrow(RangeError);
    expect(() => marginOfShare(10, { population: 5 })).toThrow(RangeError);
    expect(() => detectableChange(0, 20)).toThrow(RangeError);
    expect(() => sizeForChange(2, 20, { power: 80 })).toThrow(RangeError);
    expect(sizeForShares(0.5, 0.5)).toBeUndefined();
  });
});

type Expected = {
  power_two_proportions: { n_each: number; p1: number; p2: number; power: number }[];
  n_for_80pct_power: { p1: number; p2: number; n_each: number }[];
  n_for_80pct_power_means: { delta: number; sd: number; n_each: number }[];
};

describeOracle("17-sample-size-and-fpc", (oracle) => {
  const expected = oracle.expected<Expected>();

  it("agrees on the whole grid of populations and margins", () => {
    const grid = oracle.table("expected_grid.csv");
    const margins = grid.numbers("margin");
    const sizes = grid.optionalNumbers("N").map((population, row) =>
      sizeForShare({
        margin: margins[row] ?? Number.NaN,
        population: population ?? Number.POSITIVE_INFINITY,
      }),
    );
    expectAgreement(sizes, grid.numbers("n_exact"), 1e-9);
    expect(sizes.map((size) => Math.ceil(size))).toEqual(grid.numbers("ceil_exact"));
  });

  it("agrees on it for a mean too: a share of one half is a mean of scores 0 and 100 with a deviation of 50", () => {
    const grid = oracle.table("expected_grid.csv");
    const margins = grid.numbers("margin");
    const sizes = grid
      .optionalNumbers("N")
      .map((population, row) =>
        sizeForMean(
          { margin: 100 * (margins[row] ?? Number.NaN), population: population ?? Number.POSITIVE_INFINITY },
          50,
        ),
      );
    expectAgreement(sizes, grid.numbers("n_exact"), 1e-9);
  });

  it("agrees on 53 rows of Krejcie and Morgan (1970), whose χ² is the rounded 3.841", () => {
    const table = oracle.table("data_krejcie_morgan.csv");
    const sizes = table.numbers("N").map((population) => sizeForShare({ margin: 0.05, population }));
    expect(sizes).toHaveLength(53);
    expect(sizes.map((size) => Math.round(size))).toEqual(table.numbers("printed"));
    const confidence = 2 * normalCdf(Math.sqrt(3.841), 0, 1) - 1;
    const theirs = table
      .numbers("N")
      .map((population) => sizeForShare({ margin: 0.05, population, confidence }));
    expectAgreement(theirs, table.numbers("formula"), 1e-9);
  });

  it("agrees on the power of comparing two shares and the size it needs", () => {
    for (const { n_each, p1, p2, power } of expected.power_two_proportions) {
      expectAgreement(powerForShares(n_each, p1, p2), power, 1e-9);
    }
    for (const { p1, p2, n_each } of expected.n_for_80pct_power) {
      const size = sizeForShares(p1, p2);
      expectAgreement(size, n_each, 1e-8);
      expectAgreement(powerForShares(size ?? Number.NaN, p1, p2), 0.8, 1e-9);
    }
  });

  it("comes within 0.01 answers of the exact size for a change of a mean, so the whole number agrees", () => {
    for (const { delta, sd, n_each } of expected.n_for_80pct_power_means) {
      const size = sizeForChange(delta, sd);
      expect(Math.abs(size - n_each)).toBeLessThan(0.01);
      expect(Math.ceil(size)).toBe(Math.ceil(n_each));
    }
  });
});
