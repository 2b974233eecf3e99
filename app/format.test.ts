import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatDay,
  formatDayRange,
  formatDifference,
  formatFigure,
  formatHalfWidth,
  formatMagnitude,
  formatMoment,
  formatShare,
  formatTick,
  formatValue,
  formatWeight,
} from "./format.ts";

describe("numbers on the screen", () => {
  it("give scores one decimal and NPS none", () => {
    expect(formatFigure(71.36, "points")).toBe("71.4");
    expect(formatValue(41.25, "percent")).toBe("41.3%");
    expect(formatFigure(14.6, "nps")).toBe("+15");
    expect(formatFigure(-3.2, "nps")).toBe("−3");
  });

  it("round half away from zero in spite of binary fractions", () => {
    expect(formatFigure(1.005 * 10, "points")).toBe("10.1");
    expect(formatDifference(-0.25, "points")).toBe("−0.3");
  });

  it("never print a minus zero", () => {
    expect(formatDifference(-0.04, "points")).toBe("0.0");
    expect(formatDifference(-0.4, "nps")).toBe("0");
    expect(formatDifference(-3631, "nps")).toBe("\u22123,631");
  });

  it("use the true minus sign", () => {
    expect(formatDifference(-6, "points")).toBe("\u22126.0");
    expect(formatCount(-1234)).toBe("\u22121,234");
    expect([-20, -0.5, 0, 1000].map(formatTick)).toEqual(["\u221220", "\u22120.5", "0", "1,000"]);
  });

  it("drop the sign where an arrow tells the direction", () => {
    expect(formatMagnitude(-6.04, "points")).toBe("6.0");
  });

  it("print a dash for what there is not", () => {
    expect(formatValue(null, "percent")).toBe("—");
    expect(formatCount(null)).toBe("—");
    expect(formatShare(null)).toBe("—");
    expect(formatHalfWidth(null, "points")).toBe("");
  });

  it("show weights without needless decimals", () => {
    expect(formatWeight(0.3)).toBe("30%");
    expect(formatWeight(0.125)).toBe("12.5%");
  });
});

describe("days and moments", () => {
  it("read as the language does", () => {
    expect(formatDay("2026-01-20", "zh-CN")).toBe("1 月 20 日");
    expect(formatDay("2026-01-20", "en")).toBe("20 Jan");
  });

  it("are told in Shanghai time", () => {
    expect(formatMoment("2026-01-20T01:30:00Z")).toBe("2026-01-20 09:30");
  });

  it("repeat the year of a range only where it changes", () => {
    expect(formatDayRange("2025-11-01", "2025-12-10")).toBe("2025-11-01–12-10");
    expect(formatDayRange("2025-11-20", "2026-01-05")).toBe("2025-11-20–2026-01-05");
  });
});
