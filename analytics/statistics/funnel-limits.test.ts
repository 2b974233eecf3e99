import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import {
  binomialTails,
  funnelMeanLimits,
  funnelOverdispersion,
  funnelShareLimit,
  funnelShareState,
} from "./funnel-limits.ts";
import { normalCriticalValue } from "./normal-critical-value.ts";

describe("funnel", () => {
  it("does not flag 3 of 3, though it lies above the drawn limit", () => {
    expect(funnelShareLimit(3, 0.83, 0.999)).toBeLessThan(1);
    expect(funnelShareState(3, 3, 0.83)).toBe("inside");
  });

  it("flags by exact tails worked by hand: 0 of 10 at one half has chance 1/1024", () => {
    expect(binomialTails(0, 10, 0.5).lower).toBeCloseTo(1 / 1024, 14);
    expect(binomialTails(10, 10, 0.5).upper).toBeCloseTo(1 / 1024, 14);
    expect(funnelShareState(0, 10, 0.5)).toBe("alarm");
    expect(funnelShareState(1, 10, 0.5)).toBe("warning");
    expect(funnelShareState(2, 10, 0.5)).toBe("inside");
  });

  it("has tails that overlap in exactly the observed count", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, portion, target) => {
          const x = Math.round(portion * n);
          const { lower, upper } = binomialTails(x, n, target);
          const before = x === 0 ? 0 : binomialTails(x - 1, n, target).lower;
          expect(lower + upper - 1).toBeCloseTo(lower - before, 9);
        },
      ),
    );
  });

  it("limits of a mean are z standard errors around the target, wider with overdispersion", () => {
    const { low, high } = funnelMeanLimits(25, 70, 400);
    expect(high - 70).toBeCloseTo(1.959964 * 4, 5);
    expect(70 - low).toBeCloseTo(high - 70, 12);
    expect(funnelMeanLimits(25, 70, 400, 0.95, 9).high).toBeCloseTo(70 + 1.959964 * 5, 5);
  });

  it("has no overdispersion where units sit on the target, and none without units", () => {
    expect(funnelOverdispersion([{ value: 70, se: 4 }], 70)).toEqual({ ratio: 0, between: 0 });
    expect(funnelOverdispersion([], 70)).toBeUndefined();
  });

  it("refuses fractions of answers, targets of 0 or 1 and errors of 0", () => {
    expect(() => funnelShareLimit(2.5, 0.5, 0.975)).toThrow(RangeError);
    expect(() => funnelShareLimit(5, 1, 0.975)).toThrow(RangeError);
    expect(() => funnelShareLimit(5, 0.5, 1)).toThrow(RangeError);
    expect(() => binomialTails(6, 5, 0.5)).toThrow(RangeError);
    expect(() => funnelMeanLimits(0, 70, 400)).toThrow(RangeError);
    expect(() => funnelOverdispersion([{ value: 1, se: 0 }], 1)).toThrow(RangeError);
    expect(() => funnelOverdispersion([], 1, 0.5)).toThrow(RangeError);
  });
});

type Expected = {
  summary: {
    target: number;
    flag_by_tail_95: number;
    flag_by_tail_998: number;
    proportion_scale: { phi: number; tau2: number };
  };
};

describeOracle("16-funnel-limits", (oracle) => {
  const { summary } = oracle.expected<Expected>();
  const units = oracle.table("expected_units.csv");
  const successes = units.numbers("numerator");
  const sizes = units.numbers("denominator");
  const pick = (list: readonly number[], row: number) => list[row] ?? Number.NaN;

  it("agrees on interpolated limits for round sizes and targets", () => {
    const grid = oracle.table("expected_exact_grid.csv");
    const targets = grid.numbers("target");
    const ns = grid.numbers("n");
    for (const [column, probability] of [
      ["l025", 0.025],
      ["u975", 0.975],
      ["l001", 0.001],
      ["u999", 0.999],
    ] as const) {
      expectAgreement(
        ns.map((n, row) => funnelShareLimit(n, pick(targets, row), probability)),
        grid.numbers(column),
        1e-7,
      );
    }
  });

  it("agrees on limits, tails and flags of 57 units", () => {
    for (const [column, probability] of [
      ["exact_025", 0.025],
      ["exact_975", 0.975],
      ["exact_001", 0.001],
      ["exact_999", 0.999],
    ] as const) {
      expectAgreement(
        sizes.map((n) => funnelShareLimit(n, summary.target, probability)),
        units.numbers(column),
        1e-7,
      );
    }
    const tails = successes.map((x, row) => binomialTails(x, pick(sizes, row), summary.target));
    expectAgreement(
      tails.map(({ lower }) => lower),
      units.numbers("p_lower_tail"),
      1e-9,
    );
    expectAgreement(
      tails.map(({ upper }) => upper),
      units.numbers("p_upper_tail"),
      1e-9,
    );
    const states = successes.map((x, row) => funnelShareState(x, pick(sizes, row), summary.target));
    expect(states.filter((state) => state !== "inside")).toHaveLength(summary.flag_by_tail_95);
    expect(states.filter((state) => state === "alarm")).toHaveLength(summary.flag_by_tail_998);
  });

  it("agrees on normal limits and on overdispersion, winsorised at a tenth", () => {
    const { target } = summary;
    const limits = sizes.map((n) => funnelMeanLimits(n, target, target * (1 - target)));
    expectAgreement(
      limits.map(({ low }) => low),
      units.numbers("normal_025"),
      1e-9,
    );
    expectAgreement(
      limits.map(({ high }) => high),
      units.numbers("normal_975"),
      1e-9,
    );
    const scored = successes.map((x, row) => ({
      value: x / pick(sizes, row),
      se: Math.sqrt((target * (1 - target)) / pick(sizes, row)),
    }));
    const found = funnelOverdispersion(scored, target);
    expectAgreement(
      [found?.ratio, found?.between],
      [summary.proportion_scale.phi, summary.proportion_scale.tau2],
      1e-7,
    );
    const adjusted = scored.map(
      ({ value, se }) => (value - target) / Math.sqrt(se ** 2 + (found?.between ?? Number.NaN)),
    );
    expectAgreement(adjusted, units.numbers("z_od"), 1e-7);
    expect(adjusted.filter((z) => Math.abs(z) > normalCriticalValue())).toHaveLength(6);
  });
});
