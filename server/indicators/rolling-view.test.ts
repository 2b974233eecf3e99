import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { MONTHLY_CALLBACKS, monthsOf, writeCallbacks } from "#tests/written-callbacks.ts";

import { endedPeriods } from "./calendar-periods.ts";
import { type RollingView, rollingView } from "./rolling-view.ts";
import type { Sources } from "./sources.ts";

let house: House;
let sources: Sources;
let [hq, regional]: Scope[] = [];

beforeAll(async () => {
  house = await openHouse();
  const { db } = house.record;
  await writeCallbacks(house, [2024, 2025]);
  sources = { db, analysis: await house.analysis };
  await sources.analysis.load();
  const scopeOf = async (role: "hq_analyst" | "region_head", unit: string) => {
    const grant = { role, unitId: house.unit(unit), validFrom: "2024-01-01" };
    return makeScope(db, await house.person(`${role}@example.cn`, grant), "2026-01-20");
  };
  [hq, regional] = [await scopeOf("hq_analyst", "G"), await scopeOf("region_head", "RA")];
});
afterAll(() => house.close());

function view(unit: string, upTo?: string): Promise<RollingView> {
  return rollingView(sources, hq as Scope, { kind: "signing", unit: house.unit(unit), upTo });
}

function overall({ rows }: RollingView) {
  const row = rows.find(({ node }) => node.id === "S02");
  if (!row) throw new Error("the callback asks S02");
  return row;
}

describe("periods", () => {
  test("are the quarters that have ended, and the twelve months that ended with one", () => {
    const periods = endedPeriods("2024-02", "2025-11");
    expect(periods.map(({ name }) => name)).toEqual([
      "3|2024-03",
      "3|2024-06",
      "3|2024-09",
      "3|2024-12",
      "12|2024-12",
      "3|2025-03",
      "12|2025-03",
      "3|2025-06",
      "12|2025-06",
      "3|2025-09",
      "12|2025-09",
    ]);
    expect(periods[6]?.months).toEqual([...monthsOf(2024).slice(3), ...monthsOf(2025).slice(0, 3)]);
    expect(periods[4]?.months).toEqual(monthsOf(2024));
    expect(endedPeriods("2026-01", "2025-12")).toEqual([]);
  });
});

describe("a callback over time", () => {
  test("counts every answer in its quarter and in the twelve months around it", async () => {
    const all = Object.values(MONTHLY_CALLBACKS).reduce((sum, monthly) => sum + monthly, 0);
    const { quarters, twelves } = overall(await view("G"));
    expect(quarters.map(({ n }) => n)).toEqual(Array(8).fill(3 * all));
    expect(twelves.map(({ n }) => n)).toEqual(Array(5).fill(12 * all));
    expect(twelves.at(-1)).toMatchObject({ from: "2025-01", to: "2025-12", state: "full" });
    // 2024 has marks 2 3 4, 2025 marks 3 4 5, and the mean rolls from one to the other
    expect(twelves[0]?.value).toBeCloseTo(50, 0);
    expect(twelves[2]?.value).toBeCloseTo(62.5, 0);
    expect(twelves.at(-1)?.value).toBeCloseTo(75, 0);
  });

  test("ends with the periods that ended by the month it is asked up to, which is over", async () => {
    const { quarters, twelves } = overall(await view("G", "2025-11"));
    expect(quarters.at(-1)).toMatchObject({ from: "2025-07", to: "2025-09", restated: false });
    expect(twelves.map(({ to }) => to)).toEqual(["2024-12", "2025-03", "2025-06", "2025-09"]);
    await expect(view("G", "2026-01")).rejects.toMatchObject({
      code: "invalid",
      details: { last: "2025-12" },
    });
  });

  test("hides a quarter of few calls together with another, so that twelve months do not tell it", async () => {
    const small = overall(await view("A3"));
    expect(small.quarters.every(({ value }) => value === null)).toBe(true);
    expect(small.twelves.at(-1)).toMatchObject({ n: 12, state: "indicative" });
    const { quarters } = overall(await view("B2"));
    // nine calls a quarter: their number may be told, no value
    expect(new Set(quarters.map(({ state }) => state))).not.toContain("full");
    for (const unit of ["A1", "A2", "B1"]) {
      const row = overall(await view(unit));
      for (const twelve of row.twelves) {
        const parts = row.quarters.filter(({ from, to }) => from >= twelve.from && to <= twelve.to);
        const hidden = parts.filter(({ value }) => value === null).length;
        if (twelve.value !== null) expect(hidden).not.toBe(1);
      }
    }
  });

  test("is asked of one's own units only", async () => {
    const query = { kind: "signing", unit: house.unit("RB") } as const;
    await expect(rollingView(sources, regional as Scope, query)).rejects.toMatchObject({ code: "not_found" });
    const own = await rollingView(sources, regional as Scope, { ...query, unit: house.unit("RA") });
    expect(own.parts.map(({ unit }) => unit.code).toSorted()).toEqual(["A1", "A2", "A3"]);
    const none = { kind: "residence", unit: house.unit("RA") } as const;
    await expect(rollingView(sources, regional as Scope, none)).rejects.toMatchObject({ code: "not_found" });
  });
});
