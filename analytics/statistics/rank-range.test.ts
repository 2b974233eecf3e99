import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankRanges } from "./rank-range.ts";

describe("rank ranges", () => {
  it("tell three units apart only where their difference is significant over all pairs", () => {
    // Differences 10, 12 and 2 with a standard error of √2·2.5 = 3.54: p = .005, .0007, .57.
    const units = [80, 70, 68].map((value) => ({ value, variance: 6.25 }));
    expect(rankRanges(units)).toEqual([
      { best: 1, worst: 1 },
      { best: 2, worst: 3 },
      { best: 2, worst: 3 },
    ]);
  });

  it("say nothing when nothing differs, and everything when all is known", () => {
    expect(rankRanges([1, 1, 1].map((value) => ({ value, variance: 0 })))).toEqual(
      [1, 1, 1].map(() => ({ best: 1, worst: 3 })),
    );
    expect(rankRanges([3, 2, 1].map((value) => ({ value, variance: 0 })))).toEqual(
      [1, 2, 3].map((rank) => ({ best: rank, worst: rank })),
    );
    expect(rankRanges([])).toEqual([]);
  });

  it("hold the observed rank, follow the order of units, and are never wider by Benjamini–Hochberg", () => {
    const unit = fc.record({
      value: fc.integer({ min: 0, max: 100 }),
      variance: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 15 }), (units) => {
        const strict = rankRanges(units);
        const bold = rankRanges(units, "benjamini-hochberg");
        const turned = rankRanges(units.toReversed()).toReversed();
        expect(turned).toEqual(strict);
        for (const [place, { best, worst }] of strict.entries()) {
          const own = units[place]?.value ?? Number.NaN;
          const rank = 1 + units.filter(({ value }) => value > own).length;
          expect(best).toBeLessThanOrEqual(rank);
          expect(worst).toBeGreaterThanOrEqual(rank);
          expect(bold[place]?.best).toBeGreaterThanOrEqual(best);
          expect(bold[place]?.worst).toBeLessThanOrEqual(worst);
        }
      }),
    );
  });

  it("refuse a negative variance and a level of 5 instead of 0.05", () => {
    expect(() => rankRanges([{ value: 1, variance: -1 }])).toThrow(RangeError);
    expect(() => rankRanges([], "holm", 5)).toThrow(RangeError);
  });
});
