import { describe, expect, it } from "vitest";
import { compareRates, eventDispersion, rateInterval } from "./event-rate.ts";
import { seededRandom } from "./seeded-random.ts";

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

  it("is as far dispersed as members differ beyond chance, and never less than by chance", () => {
    // 3, 1, 0 and 0 events: variance 1.5 about a mean of 1
    expect(eventDispersion(4, 10, 4)).toBeCloseTo(1.5, 12);
    expect(eventDispersion(4, 4, 4)).toBe(1);
    expect(eventDispersion(0, 0, 4)).toBe(1);
    const { low, high } = rateInterval({ events: 40, exposure: 1_250, dispersion: 2.5 });
    for (const rate of [low, high])
      expect((40 - rate * 1_250) ** 2).toBeCloseTo(Z ** 2 * 2.5 * rate * 1_250, 8);
    expect(() => rateInterval({ events: 1, exposure: 1, dispersion: 0.5 })).toThrow(RangeError);
    // √2 less far apart than by chance: z = (30 − 20) / √20
    const twice = (events: number) => ({ events, exposure: 100, dispersion: 2 });
    expect(compareRates(twice(30), twice(10))).toBeCloseTo(0.0253473, 6);
  });

  it("covers the rate of members who differ 95 times in 100, where a Poisson count's interval does not", () => {
    const random = seededRandom(11);
    const [members, rounds, rate] = [400, 600, 1];
    let [covered, poisson] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      let [events, squares] = [0, 0];
      for (let member = 0; member < members; member++) {
        // one in four calls, four times as often: variance over mean 1 + 3
        const limit = Math.exp(random.uniform() < 0.25 ? -4 * rate : 0);
        let own = 0;
        for (let product = random.uniform(); product > limit; product *= random.uniform()) own++;
        events += own;
        squares += own ** 2;
      }
      const dispersion = eventDispersion(events, squares, members);
      for (const [own, count] of [
        [dispersion, () => covered++],
        [1, () => poisson++],
      ] as const) {
        const { low, high } = rateInterval({ events, exposure: members, dispersion: own });
        if (low <= rate && rate <= high) count();
      }
    }
    expect(covered / rounds).toBeGreaterThan(0.93);
    expect(covered / rounds).toBeLessThan(0.97);
    expect(poisson / rounds).toBeLessThan(0.75);
  });
});
