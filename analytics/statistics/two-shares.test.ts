import { describe, expect, it } from "vitest";
import { compareShares } from "./two-shares.ts";

describe("two shares", () => {
  it("are tested like Pearson's chi-squared without correction", () => {
    // R 4.2: prop.test(c(56, 48), c(70, 80), correct = FALSE)$p.value is that of chi-squared 7.0330
    const { difference, p, low, high } = compareShares({ successes: 56, n: 70 }, { successes: 48, n: 80 });
    expect(difference).toBeCloseTo(0.2, 12);
    const [a, b, c, d] = [56, 14, 48, 32] as const;
    const chi = (150 * (a * d - b * c) ** 2) / (70 * 80 * 104 * 46);
    expect(p).toBeCloseTo(2 * upperTail(Math.sqrt(chi)), 6);
    // Newcombe 1998, table II, example (a), method 10
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  it("do not differ where nobody or everybody is meant", () => {
    expect(compareShares({ successes: 0, n: 5 }, { successes: 0, n: 9 }).p).toBe(1);
    expect(compareShares({ successes: 5, n: 5 }, { successes: 9, n: 9 }).p).toBe(1);
    expect(() => compareShares({ successes: 6, n: 5 }, { successes: 0, n: 9 })).toThrow(RangeError);
  });
});

/** Upper tail of the standard normal distribution by Abramowitz and Stegun 26.2.17, good to 7.5e-8. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}
