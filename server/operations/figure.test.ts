import { describe, expect, it } from "vitest";
import { figureChange, figureOf, isBetter } from "./figure.ts";
import { NO_RECORDS, type RecordCounts } from "./record-counts.ts";

const year = (counts: Partial<RecordCounts>) => ({ ...NO_RECORDS, ...counts });
const standing = (counts: Partial<RecordCounts>, shown = true) => ({
  counts: year(counts),
  owners: 400,
  shown: () => shown,
});

describe("a figure of the record of operations", () => {
  it("is a share with Wilson's interval", () => {
    // Newcombe 1998, method 3: 81 of 263 gives 0.2553 to 0.3662
    const figure = figureOf("repairs-reopened", year({ repairs: 263, reopened: 81 }), 0, true);
    expect(figure).toMatchObject({ n: 263, state: "shown" });
    expect([figure.value, figure.low, figure.high].map((each) => each?.toFixed(2))).toEqual([
      "30.80",
      "25.53",
      "36.62",
    ]);
  });

  it("counts complaints on a hundred owners, and none without owners", () => {
    expect(figureOf("complaints-per-100", year({ complaints: 12 }), 400, true).value).toBeCloseTo(3, 12);
    expect(figureOf("complaints-per-100", year({ complaints: 12 }), 0, true).state).toBe("none");
  });

  it("is a share of calls, a middle wait, and calls on a hundred owners as far apart as homes call differently", () => {
    const calls = year({ calls: 263, answered: 81, callSquares: 1_115, wait: 19, waitLow: 16, waitHigh: 24 });
    expect(figureOf("calls-answered", calls, 0, true).low?.toFixed(2)).toBe("25.53");
    expect(figureOf("calls-median-wait", calls, 0, true)).toEqual({
      value: 19,
      low: 16,
      high: 24,
      n: 81,
      state: "shown",
    });
    const rate = figureOf("calls-per-100", calls, 400, true);
    expect(rate).toMatchObject({ value: 65.75, n: 263, state: "shown" });
    // variance over mean 1115 / 263 − 263 / 400 = 3.582: both ends solve (263 − 4 λ)² = 1.96² × 3.582 × 4 λ
    for (const end of [rate.low ?? 0, rate.high ?? 0])
      expect((263 - 4 * end) ** 2).toBeCloseTo(1.959963985 ** 2 * (1115 / 263 - 263 / 400) * 4 * end, 4);
    expect(figureOf("calls-per-100", calls, 0, true).state).toBe("none");
    expect(figureOf("calls-answered", year({ calls: 4, answered: 4 }), 0, true).state).toBe("few");
  });

  it("tells nothing of fewer than five records, and nothing that would tell of them", () => {
    const silent = { value: null, low: null, high: null, n: null };
    expect(figureOf("repairs-on-time", year({ judged: 4, onTime: 3 }), 0, true)).toEqual({
      ...silent,
      state: "few",
    });
    expect(figureOf("repairs-on-time", year({ judged: 40, onTime: 3 }), 0, false)).toEqual({
      ...silent,
      state: "hidden",
    });
    expect(figureOf("repairs-on-time", year({}), 0, true).state).toBe("none");
  });

  it("changed for sure only where both are shown and chance does not do it", () => {
    const [bad, good] = [standing({ judged: 200, onTime: 120 }), standing({ judged: 200, onTime: 170 })];
    const change = figureChange("repairs-on-time", good, bad);
    expect(change?.difference).toBeCloseTo(25, 12);
    expect(change?.p).toBeLessThan(0.001);
    expect(figureChange("repairs-on-time", good, standing({ judged: 200, onTime: 171 }))?.p).toBeGreaterThan(
      0.5,
    );
    expect(
      figureChange("repairs-on-time", good, standing({ judged: 200, onTime: 120 }, false)),
    ).toBeUndefined();
    // calls of a few homes that cannot stop are no sure sign that owners call more
    const [often, seldom] = [480, 400].map((calls) => ({ calls, answered: calls }));
    expect(
      figureChange(
        "calls-per-100",
        standing({ ...often, callSquares: 1056 }),
        standing({ ...seldom, callSquares: 800 }),
      )?.p,
    ).toBeCloseTo(0.007, 3);
    expect(
      figureChange(
        "calls-per-100",
        standing({ ...often, callSquares: 2400 }),
        standing({ ...seldom, callSquares: 1600 }),
      )?.p,
    ).toBeGreaterThan(0.1);
  });

  it("is better or worse for owners, not larger or smaller", () => {
    expect([
      isBetter("repairs-on-time", 3),
      isBetter("repairs-reopened", 3),
      isBetter("repairs-median-days", -1),
      isBetter("calls-per-100", 1),
      isBetter("calls-answered", 1),
      isBetter("calls-median-wait", 1),
    ]).toEqual([true, false, true, false, true, false]);
  });
});
