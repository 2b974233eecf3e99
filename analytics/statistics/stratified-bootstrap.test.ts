import { describe, expect, it } from "vitest";
import { influenceVariance } from "./design-based-variance.ts";
import { bootstrapDraws, percentileInterval } from "./stratified-bootstrap.ts";
import { weightedMean } from "./weighted-estimate.ts";

describe("stratified bootstrap", () => {
  const design = { stratum: ["a", "a", "a", "b", "b", "b"], unit: ["1", "1", "2", "3", "4", "5"] };

  it("draws as many units of every stratum as there are, whole households at a time", () => {
    const draws = bootstrapDraws(design, (times) => [...times], { seed: 5, draws: 50 });
    expect(draws).toHaveLength(50);
    for (const [one, same, two, ...others] of draws) {
      expect(one).toBe(same);
      expect((one ?? 0) + (two ?? 0)).toBe(2);
      expect(others.reduce((sum, times) => sum + times, 0)).toBe(3);
    }
    expect(bootstrapDraws(design, (times) => [...times], { seed: 5, draws: 50 })).toEqual(draws);
  });

  it("finds the standard error of a stratified mean within a tenth", () => {
    const answers = Array.from({ length: 80 }, (_, row) => ((row * 37) % 11) * (row < 40 ? 1 : 3));
    const weights = answers.map((_, row) => (row < 40 ? 2 : 1));
    const large = {
      stratum: answers.map((_, row) => (row < 40 ? "a" : "b")),
      unit: answers.map((_, row) => String(row)),
    };
    const draws = bootstrapDraws(
      large,
      (times) =>
        weightedMean(
          answers,
          weights.map((weight, row) => weight * (times[row] ?? 0)),
        )?.value ?? Number.NaN,
      { seed: 1, draws: 2000 },
    );
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const spread = Math.sqrt(draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / (draws.length - 1));
    const se = Math.sqrt(
      influenceVariance(large, weightedMean(answers, weights)?.influence ?? []) ?? Number.NaN,
    );
    expect(Math.abs(spread / se - 1)).toBeLessThan(0.1);
  });

  it("has percentiles by linear interpolation, and none when most draws failed", () => {
    expect(percentileInterval([4, 1, 3, 2, 5], 0.5)).toEqual({ low: 2, high: 4 });
    expect(percentileInterval([1, undefined, undefined])).toBeUndefined();
    expect(percentileInterval([])).toBeUndefined();
  });

  it("refuses lists of different length and no draws", () => {
    expect(() => bootstrapDraws({ stratum: ["a"], unit: [] }, () => 0, { seed: 1 })).toThrow(RangeError);
    expect(() => bootstrapDraws(design, () => 0, { seed: 1, draws: 0 })).toThrow(RangeError);
    expect(() => percentileInterval([1], 95)).toThrow(RangeError);
  });
});
