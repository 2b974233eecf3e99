import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOracle } from "#tests/oracle.ts";
import { additiveLink, multiplicativeLink } from "./index-linking.ts";

describe("linking an index", () => {
  it("splices base 100 onto 200: 110 and 120 become 220 and 240", () => {
    const link = multiplicativeLink({ old: 200, new: 100 });
    expect([link(110), link(120)]).toEqual([220, 240]);
  });

  it("continues the old line at the overlap; additive keeps points, multiplicative keeps ratios", () => {
    const level = fc.double({ min: 1, max: 100, noNaN: true });
    fc.assert(
      fc.property(level, level, level, level, (old, fresh, one, two) => {
        const overlap = { old, new: fresh };
        const [plus, times] = [additiveLink(overlap), multiplicativeLink(overlap)];
        expect(plus(fresh)).toBeCloseTo(old, 9);
        expect(times(fresh)).toBeCloseTo(old, 9);
        expect(plus(two) - plus(one)).toBeCloseTo(two - one, 9);
        expect(times(two) / times(one)).toBeCloseTo(two / one, 9);
      }),
    );
  });

  it("refuses an overlap without a level and a multiplicative link through 0", () => {
    expect(() => additiveLink({ old: Number.NaN, new: 1 })).toThrow(RangeError);
    expect(() => multiplicativeLink({ old: 1, new: 0 })).toThrow(RangeError);
  });
});

describeOracle("19-index-linking", (oracle) => {
  it("agrees with the links Statistics Finland prints, cut at two decimals", () => {
    const data = oracle.table("data.csv");
    const [olds, news, nexts] = ["old_level_at_overlap", "new_level_at_overlap", "new_next"].map((column) =>
      data.numbers(column),
    );
    for (const [row, printed] of data.numbers("published_linked").entries()) {
      const overlap = { old: olds?.[row] ?? Number.NaN, new: news?.[row] ?? Number.NaN };
      expect(Math.abs(multiplicativeLink(overlap)(nexts?.[row] ?? Number.NaN) - printed)).toBeLessThan(0.01);
    }
  });
});
