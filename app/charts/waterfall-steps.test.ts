import { describe, expect, it } from "vitest";
import { waterfallSteps } from "./waterfall-steps.ts";

describe("the blocks of a waterfall", () => {
  it("begin where the last ended and end at the new value", () => {
    const parts = [
      { key: "mix", name: "mix", points: -0.5, low: -0.7, high: -0.3 },
      { key: "within", name: "within", points: 2, low: -0.2, high: 4.2 },
    ];
    expect(waterfallSteps(70, parts).map(({ from, to, sure }) => [from, to, sure])).toEqual([
      [70, 69.5, true],
      [69.5, 71.5, false],
    ]);
    expect(waterfallSteps(70, [])).toEqual([]);
  });

  it("have no colour where nothing would be printed", () => {
    const exit = { key: "exit", name: "exit", points: -0.03, low: -0.04, high: -0.02 };
    expect(waterfallSteps(70, [exit])[0]?.sure).toBe(false);
  });
});
