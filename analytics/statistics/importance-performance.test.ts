import { describe, expect, it } from "vitest";
import { importancePerformance } from "./importance-performance.ts";

describe("importance–performance matrix", () => {
  const items = [
    { id: "repairs", importance: 0.4, performance: 60 },
    { id: "keeper", importance: 0.35, performance: 90 },
    { id: "garden", importance: 0.1, performance: 65 },
    { id: "gate", importance: 0.15, performance: 85 },
  ];

  it("crosses at the means, 0.25 and 75, and orders by importance × room for improvement", () => {
    const found = importancePerformance(items);
    expect(found?.importanceLine).toBeCloseTo(0.25, 12);
    expect(found?.performanceLine).toBe(75);
    expect(found?.items.map(({ id, field }) => [id, field])).toEqual([
      ["repairs", "concentrate"],
      ["garden", "low"],
      ["keeper", "keep"],
      ["gate", "ample"],
    ]);
    expect(found?.items[0]?.priority).toBeCloseTo(16, 12);
  });

  it("puts an item whose interval reaches over either line on the line", () => {
    const [repairs, keeper, ...others] = items;
    if (!repairs || !keeper) throw new Error("two items");
    const found = importancePerformance([
      { ...repairs, importanceInterval: { low: 0.2, high: 0.6 } },
      { ...keeper, performanceInterval: { low: 76, high: 95 } },
      ...others,
    ]);
    expect(found?.items.map(({ id, field }) => [id, field])).toContainEqual(["repairs", "on-the-line"]);
    expect(found?.items.map(({ id, field }) => [id, field])).toContainEqual(["keeper", "keep"]);
    expect(importancePerformance([repairs])?.items[0]?.field).toBe("on-the-line");
  });

  it("is undefined without items and refuses scores off the scale", () => {
    expect(importancePerformance([])).toBeUndefined();
    expect(() => importancePerformance([{ id: "x", importance: 0.1, performance: 101 }])).toThrow(RangeError);
    expect(() => importancePerformance([{ id: "x", importance: -0.1, performance: 50 }])).toThrow(RangeError);
    expect(() => importancePerformance([...items, ...items])).toThrow(RangeError);
  });

  it("holds items of another model against the same cross, without moving it", () => {
    const items = [
      { id: "a", importance: 0.6, performance: 50 },
      { id: "b", importance: 0.4, performance: 70 },
    ];
    const alone = importancePerformance(items);
    const found = importancePerformance(items, [{ id: "c", importance: 0.9, performance: 10 }]);
    expect([found?.importanceLine, found?.performanceLine]).toEqual([
      alone?.importanceLine,
      alone?.performanceLine,
    ]);
    expect(found?.items.map(({ id, field }) => [id, field])).toEqual([
      ["c", "concentrate"],
      ["a", "concentrate"],
      ["b", "ample"],
    ]);
    expect(() => importancePerformance(items, [{ id: "a", importance: 0.9, performance: 10 }])).toThrow(
      RangeError,
    );
  });
});
