import { describe, expect, it } from "vitest";
import { fixedScale, niceScale } from "./scale.ts";

describe("niceScale", () => {
  it("starts where the data are and ends on round ticks", () => {
    const scale = niceScale([62.1, 78.4], { limits: [0, 100] });
    expect(scale.domain).toEqual([60, 80]);
    expect(scale.ticks).toEqual([60, 65, 70, 75, 80]);
  });

  it("never leaves the rule's limits", () => {
    expect(niceScale([96, 99.9], { limits: [0, 100] }).domain[1]).toBeLessThanOrEqual(100);
    expect(niceScale([-3, 1], { limits: [0, 100] }).domain[0]).toBeGreaterThanOrEqual(0);
  });

  it("draws something for one value and for none", () => {
    const one = niceScale([70], { limits: [0, 100] });
    expect(one.domain[1]).toBeGreaterThan(one.domain[0]);
    expect(niceScale([], { limits: [0, 100] }).domain).toEqual([0, 100]);
    expect(niceScale([], { limits: [0, Infinity] }).ticks).toEqual([]);
  });

  it("has few ticks however far the values reach", () => {
    expect(niceScale([0, 43_000], { limits: [0, Infinity] }).ticks).toEqual([0, 20_000, 40_000, 60_000]);
    for (const high of [0.3, 7, 99, 101, 480, 2_001, 1e6, 3e9])
      expect(niceScale([0, high], { limits: [0, Infinity] }).ticks.length).toBeLessThanOrEqual(6);
  });
});

describe("fixedScale", () => {
  it("holds positions inside the drawing", () => {
    const scale = fixedScale([50, 100]);
    expect(scale.at(75)).toBe(50);
    expect(scale.at(20)).toBe(0);
    expect(scale.percent(200)).toBe("100%");
  });
});
