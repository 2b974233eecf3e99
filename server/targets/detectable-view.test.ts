import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unitsView } from "#server/explanations/units-view.ts";
import { heatView } from "#server/indicators/heat-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { writeSmallWaves } from "#tests/security/small-wave.ts";
import { detectableView } from "./detectable-view.ts";

let house: House;
let sources: Sources;
let [hq, region]: Scope[] = [];

beforeAll(async () => {
  house = await openHouse();
  await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const scopeOf = async (role: "hq_analyst" | "region_head", unit: string) => {
    const grant = { role, unitId: house.unit(unit), validFrom: "2025-01-01" };
    return makeScope(sources.db, await house.person(`${role}@example.cn`, grant), "2026-01-20");
  };
  [hq, region] = [await scopeOf("hq_analyst", "G"), await scopeOf("region_head", "RA")];
});
afterAll(() => house.close());

const ask = (scope: Scope, code: string | null, node = "TOTAL", year = 2030) =>
  detectableView(sources, scope, { node, unit: code === null ? null : house.unit(code), year });

test("a rise one can see is 2.8 errors of a number times the root of two, whatever the number counts", async () => {
  const power = normalQuantile(0.975, 0, 1) + normalQuantile(0.8, 0, 1);
  const compared = await unitsView(sources, hq as Scope, {
    unit: house.unit("G"),
    level: "parts",
    mix: "own",
    age: "calendar",
    organisation: "then",
  });
  for (const node of ["TOTAL", "Y01", "loyalty"]) {
    const { n, points, passport } = await ask(hq as Scope, "G", node);
    expect(n).toBeGreaterThanOrEqual(30);
    expect(points).toBeGreaterThan(0);
    expect(passport.inference).toBe("process");
  }
  // a region's error stands behind the difference to the group as a process; its finite interval is narrower
  const [first] = compared.units;
  const own = await ask(hq as Scope, first?.unit.code ?? "");
  const finite = (first?.reading.halfWidth ?? 0) / 1.96;
  expect(own.points).toBeGreaterThan(power * Math.SQRT2 * finite * 0.8);
  expect(own.n).toBe(first?.reading.n);
});

test("it is told of one's own units alone, and not where the number is not shown", async () => {
  expect((await ask(region as Scope, null)).passport.filters.unit).toBe("RA");
  await expect(ask(region as Scope, "RB")).rejects.toMatchObject({ code: "not_found" });
  await expect(ask(hq as Scope, "G", "NOTHING")).rejects.toMatchObject({ code: "not_found" });
  const by = { unit: house.unit("G"), by: "project", organisation: "then" } as const;
  const { columns, rows } = await heatView(sources, hq as Scope, by);
  const hidden = rows.flatMap(({ node, cells }) =>
    cells.flatMap(({ value, state }, at) =>
      value === null && state !== "undefined" && columns[at]?.unit ? [[node.id, columns[at].unit.code]] : [],
    ),
  );
  expect(hidden.length).toBeGreaterThan(0);
  for (const [node = "", code = ""] of hidden.slice(0, 5))
    expect((await ask(hq as Scope, code, node)).points).toBeNull();
});
