import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { trimToMedian, trimWeights } from "./trimming.ts";

const sum = (weights: Iterable<number>) => [...weights].reduce((total, weight) => total + weight, 0);

describe("trimming", () => {
  it("spreads what it cuts within the group and keeps the group's total", () => {
    const { weights, trimmed, lost } = trimWeights([12, 2, 2, 5], () => ({ high: 6 }), ["a", "a", "a", "b"]);
    expect([...weights]).toEqual([6, 5, 5, 5]);
    expect(trimmed).toEqual([0]);
    expect(lost.size).toBe(0);
  });

  it("says what is lost when a whole group is cut", () => {
    const { weights, lost } = trimWeights([9, 8, 1], () => ({ high: 6 }), ["a", "a", "b"]);
    expect([...weights]).toEqual([6, 6, 1]);
    expect([...lost]).toEqual([["a", 5]]);
  });

  it("limits a region's weights to five times their median, ignoring weights of 0", () => {
    const weights = [1, 1, 1, 1, 100, 50, 50, 0];
    const regions = ["n", "n", "n", "n", "n", "s", "s", "s"];
    const found = trimToMedian(weights, regions, regions);
    expect(found.trimmed).toEqual([4]);
    expect(found.weights[4]).toBe(5);
    expect(sum(found.weights)).toBeCloseTo(sum(weights), 12);
  });

  it("refuses reversed limits, negative weights and lists of different length", () => {
    expect(() => trimWeights([1], () => ({ low: 2, high: 1 }))).toThrow(RangeError);
    expect(() => trimWeights([-1], () => ({ high: 1 }))).toThrow(RangeError);
    expect(() => trimWeights([1], () => ({ high: 1 }), [])).toThrow(RangeError);
    expect(() => trimToMedian([1], [], [])).toThrow(RangeError);
    expect(() => trimToMedian([1], ["a"], ["a"], 0.5)).toThrow(RangeError);
  });
});

describeOracle("04-raking-and-effective-n", (oracle) => {
  it("agrees with trimming raked weights to 20–60", () => {
    const weights = oracle.table("expected_weights.csv");
    const found = trimWeights(weights.numbers("rake_stype_schwide"), () => ({ low: 20, high: 60 }));
    expectAgreement(found.weights, weights.numbers("trimmed_once"), 1e-8);
  });
});
