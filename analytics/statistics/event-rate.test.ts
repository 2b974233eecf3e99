import { describe, expect, it } from "vitest";
import { compareRates, rateInterval } from "./event-rate.ts";

const Z = 1.959963984540054;

describe("the rate of events", () => {
  it("has the interval whose ends solve (x − λt)² = z² λt", () => {
    for (const [events, exposure] of [
      [3, 100],
      [40, 1_250],
      [1, 7],
    ] as const) {
      const { low, high } = rateInterval({ events, exposure });
      for (const rate of [low, high])
        expect((events - rate * exposure) ** 2).toBeCloseTo(Z ** 2 * rate * exposure, 8);
      expect(low).toBeLessThan(events / exposure);
      expect(high).toBeGreaterThan(events / exposure);
    }
  });

  it("begins at 0 where nothing happened, and is never negative", () => {
    const { low, high } = rateInterval({ events: 0, exposure: 50 });
    expect(low).toBe(0);
    expect(high).toBeCloseTo(Z ** 2 / 50, 12);
  });

  it("is told apart from another by how the events divide", () => {
    // 30 of 40 events in half of the exposure: z = (30 − 20) / √10
    expect(compareRates({ events: 30, exposure: 100 }, { events: 10, exposure: 100 })).toBeCloseTo(
      0.0015654,
      6,
    );
    expect(compareRates({ events: 20, exposure: 100 }, { events: 10, exposure: 50 })).toBe(1);
    expect(compareRates({ events: 0, exposure: 100 }, { events: 0, exposure: 50 })).toBe(1);
    expect(() => compareRates({ events: 1, exposure: 0 }, { events: 1, exposure: 1 })).toThrow(RangeError);
  });
});
