import { describe, expect, it } from "vitest";
import { keyDrivers } from "./key-drivers.ts";
import { seededRandom } from "./seeded-random.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Respondents whose drivers share a common mark to a degree, and whose outcome follows the first driver most. */
function respondents(count: number, halo: number) {
  const random = seededRandom(20240501);
  const noise = () => random.uniform() + random.uniform() + random.uniform() - 1.5;
  const drivers: number[][] = [[], [], []];
  const outcome: number[] = [];
  for (let row = 0; row < count; row++) {
    const common = noise();
    const marks = drivers.map(() => halo * common + (1 - halo) * noise());
    for (const [place, mark] of marks.entries()) drivers[place]?.push(mark);
    outcome.push(0.8 * (marks[0] ?? 0) + 0.3 * (marks[1] ?? 0) + 0.4 * noise());
  }
  return { outcome, drivers: drivers.map((answers, place) => ({ id: `Q${place + 1}`, answers })) };
}

describe("key drivers", () => {
  it("come back in order with intervals that hold their share, the same for the same seed", () => {
    const data = respondents(400, 0.2);
    const found = keyDrivers(data, { seed: 1, draws: 200 });
    expect(found?.verdict).toBe("separable");
    expect(found?.drivers.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(found && sum(found.drivers.map(({ share }) => share))).toBeCloseTo(1, 12);
    for (const { share, interval, rank, ranks } of found?.drivers ?? []) {
      expect(interval?.low).toBeLessThan(share);
      expect(interval?.high).toBeGreaterThan(share);
      expect(ranks?.low).toBeLessThanOrEqual(rank);
      expect(ranks?.high).toBeGreaterThanOrEqual(rank);
    }
    expect(keyDrivers(data, { seed: 1, draws: 200 })).toEqual(found);
    expect(keyDrivers(data, { seed: 2, draws: 200 })).not.toEqual(found);
  });

  it("are not separable with few answers, under a halo, or when they matter alike", () => {
    expect(keyDrivers(respondents(199, 0.2), { seed: 1, draws: 20 })?.verdict).toBe("few-answers");
    expect(keyDrivers(respondents(400, 0.8), { seed: 1, draws: 20 })?.verdict).toBe("halo");
    const { drivers } = respondents(400, 0.2);
    const random = seededRandom(3);
    const alike = drivers[0]?.answers.map(
      (_, row) => sum(drivers.map(({ answers }) => answers[row] ?? 0)) + 4 * random.uniform(),
    );
    expect(keyDrivers({ outcome: alike ?? [], drivers }, { seed: 1, draws: 100 })?.verdict).toBe(
      "overlapping",
    );
  });

  it("of many answers spread as rows do though groups are drawn", () => {
    // the intervals of 4 × as many answers are half as wide, by rows below 2,000 and by groups above
    const width = (count: number) => {
      const found = keyDrivers(respondents(count, 0.2), { seed: 7, draws: 300 });
      const [first] = found?.drivers ?? [];
      return (first?.interval?.high ?? 0) - (first?.interval?.low ?? 0);
    };
    const ratio = width(1500) / width(6000);
    expect(ratio).toBeGreaterThan(1.6);
    expect(ratio).toBeLessThan(2.5);
  });

  it("are undefined when nobody differs, and refuse to run without drivers", () => {
    expect(
      keyDrivers({ outcome: [3, 3, 3], drivers: [{ id: "Q1", answers: [1, 2, 3] }] }, { seed: 1, draws: 5 }),
    ).toBeUndefined();
    expect(
      keyDrivers({ outcome: [undefined], drivers: [{ id: "Q1", answers: [1] }] }, { seed: 1, draws: 5 }),
    ).toBeUndefined();
    expect(() => keyDrivers({ outcome: [1], drivers: [] }, { seed: 1 })).toThrow(RangeError);
  });
});
