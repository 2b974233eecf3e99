import { describe, expect, it } from "vitest";
import { dueByNow, fieldDays, forecast, paceOf, runningTotal } from "./field-pace.ts";

describe("the days of a wave", () => {
  it("count both ends and stop at them", () => {
    const days = (today: string) => fieldDays("2025-11-01", "2025-12-10", today);
    expect(days("2025-11-28")).toEqual({ begun: 28, all: 40 });
    expect(days("2025-10-31").begun).toBe(0);
    expect(days("2025-11-01").begun).toBe(1);
    expect(days("2026-01-01").begun).toBe(40);
    expect(dueByNow(60, days("2025-11-28"))).toBe(42);
  });
});

describe("a stratum", () => {
  const days = { begun: 28, all: 40 };
  it("is met, on track or behind what is due", () => {
    expect(paceOf(60, 60, days)).toBe("met");
    expect(paceOf(44, 60, days)).toBe("on-track");
    expect(paceOf(36, 60, days)).toBe("on-track");
    expect(paceOf(35, 60, days)).toBe("behind");
    expect(paceOf(0, 0, days)).toBe("met");
    expect(paceOf(0, 60, { begun: 0, all: 40 })).toBe("on-track");
  });
});

describe("the forecast", () => {
  const perDay = new Map(
    Array.from(
      { length: 28 },
      (_, n) => [`2025-11-${String(n + 1).padStart(2, "0")}`, n < 21 ? 50 : 20] as const,
    ),
  );
  const curve = runningTotal(perDay, "2025-11-01", "2025-11-28");

  it("goes on at the pace of the last seven days", () => {
    expect(curve.length).toBe(28);
    expect(curve.at(-1)).toEqual({ day: "2025-11-28", counted: 1_190 });
    expect(forecast(curve, { closesOn: "2025-12-10", target: 1_300, asked: 5_000 })).toEqual({
      perDay: 20,
      days: 7,
      atClose: 1_430,
      targetOn: "2025-12-04",
    });
  });

  it("never promises more than were asked, nor a day after the end", () => {
    expect(forecast(curve, { closesOn: "2025-12-10", target: 1_668, asked: 1_200 })).toMatchObject({
      atClose: 1_200,
      targetOn: undefined,
    });
  });

  it("says nothing on the first day, and stands still when nothing comes", () => {
    expect(forecast(curve.slice(0, 1), { closesOn: "2025-12-10", target: 1, asked: 9 })).toBeUndefined();
    const still = runningTotal(new Map([["2025-11-01", 5]]), "2025-11-01", "2025-11-20");
    expect(forecast(still, { closesOn: "2025-12-10", target: 9, asked: 99 })).toMatchObject({
      perDay: 0,
      atClose: 5,
      targetOn: undefined,
    });
  });

  it("puts answers from before the opening on its first day", () => {
    expect(
      runningTotal(new Map([["2025-10-30", 3]]), "2025-11-01", "2025-11-02").map(({ counted }) => counted),
    ).toEqual([3, 3]);
  });
});
