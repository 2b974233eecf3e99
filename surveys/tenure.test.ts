import { describe, expect, test } from "vitest";
import { addDays } from "./calendar-date.ts";
import { DEFAULT_PHASE_BOUNDARIES, ownerPhaseOn } from "./owner-phase.ts";
import {
  DEFAULT_TENURE_YEARS,
  tenureLimits,
  tenureOn,
  tenureSpan,
  tenureSpans,
  tenureWord,
} from "./tenure.ts";

const LIMITS = tenureLimits(DEFAULT_TENURE_YEARS, DEFAULT_PHASE_BOUNDARIES);

describe("classes of years since handover", () => {
  test("end with phases and with the years of the setting", () => {
    expect(LIMITS).toEqual([6, 24, 36, 60]);
    expect(tenureLimits([5, 2, 1], { runInMonths: 6, stableMonths: 24 })).toEqual([6, 12, 24, 60]);
    expect(tenureSpans([6, 24]).map(tenureWord)).toEqual(["0-6m", "6-24m", "24-m"]);
    expect(tenureLimits([], { runInMonths: 3, stableMonths: 18 })).toEqual([3, 18]);
  });

  test("are half-open, on the calendar, and clamped to a month's end", () => {
    const day = "2025-11-30";
    expect(tenureOn(day, "2025-11-30", LIMITS)).toBe("0-6m");
    expect(tenureOn(day, "2025-06-01", LIMITS)).toBe("0-6m");
    expect(tenureOn(day, "2025-05-31", LIMITS)).toBe("6-24m");
    expect(tenureOn(day, "2023-12-01", LIMITS)).toBe("6-24m");
    expect(tenureOn(day, "2023-11-30", LIMITS)).toBe("24-36m");
    expect(tenureOn(day, "2020-12-01", LIMITS)).toBe("36-60m");
    expect(tenureOn(day, "2020-11-30", LIMITS)).toBe("60-m");
    expect(tenureOn(day, "2025-12-01", LIMITS)).toBeUndefined();
    expect(tenureOn(day, undefined, LIMITS)).toBeUndefined();
  });

  test("lie within one phase each, whatever the rules say", () => {
    const day = "2025-11-30";
    for (const [runInMonths, stableMonths] of [
      [6, 24],
      [3, 12],
      [11, 25],
    ] as const) {
      const limits = tenureLimits([1, 2, 3, 5], { runInMonths, stableMonths });
      const phases = new Map<string, Set<string | undefined>>();
      for (let back = 0; back < 2_600; back++) {
        const handedOverOn = addDays(day, -back);
        const word = tenureOn(day, handedOverOn, limits) ?? "";
        const phase = ownerPhaseOn(
          day,
          { signedOn: "2010-01-01", handedOverOn },
          { runInMonths, stableMonths },
        );
        phases.set(word, (phases.get(word) ?? new Set()).add(phase));
      }
      expect(phases.size).toBe(limits.length + 1);
      for (const own of phases.values()) expect(own.size).toBe(1);
    }
  });

  test("have words that can be read back, merged ones too", () => {
    for (const span of [
      { from: 0, to: 6 },
      { from: 60, to: null },
    ])
      expect(tenureSpan(tenureWord(span))).toEqual(span);
    expect(tenureSpan("6-24m – 36-60m")).toEqual({ from: 6, to: 60 });
    expect(tenureSpan("6-24m – 60-m")).toEqual({ from: 6, to: null });
    for (const word of ["", "一期", "*", "2021-03 – 二期", "1-2m – 2-3m – 3-4m", "2019-2020"])
      expect(tenureSpan(word)).toBeUndefined();
  });
});
