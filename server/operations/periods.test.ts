import { expect, it } from "vitest";
import { recentPeriods, yearBefore } from "./periods.ts";

it("lays quarters and months end to end, the running one last", () => {
  const quarters = recentPeriods("2026-02-10", "quarter");
  expect(quarters).toHaveLength(12);
  expect(quarters.at(-1)).toEqual({ key: "2026-01-01", after: "2025-12-31", upTo: "2026-03-31" });
  expect(quarters[0]?.key).toBe("2023-04-01");
  const months = recentPeriods("2026-02-10", "month");
  expect(months.at(-1)).toEqual({ key: "2026-02-01", after: "2026-01-31", upTo: "2026-02-28" });
  for (const periods of [quarters, months])
    for (const [place, { after }] of periods.entries())
      if (place > 0) expect(after).toBe(periods[place - 1]?.upTo);
  expect(yearBefore("2025-12-31", "now")).toEqual({ key: "now", after: "2024-12-31", upTo: "2025-12-31" });
});
