import { afterAll, beforeAll, expect, test } from "vitest";
import { processSingleton } from "#server/process-singleton.ts";
import { makeScope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { writeSmallWaves } from "#tests/security/small-wave.ts";
import { cellView } from "./cell-view.ts";
import { heatView } from "./heat-view.ts";
import { homeView } from "./home-view.ts";
import type { Sources } from "./sources.ts";
import { warmTables } from "./warm-tables.ts";

const NOW = new Date("2026-01-20T04:00:00Z");
const TODAY = "2026-01-20";
let house: House;
let sources: Sources;

beforeAll(async () => {
  house = await openHouse();
  await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
});
afterAll(() => house.close());

/** Names of what is made. */
function made(): readonly string[] {
  return [...processSingleton("indicator-tables", () => new Map<string, unknown>()).keys()];
}

test("what is made ahead is all that the first to look needs", async () => {
  expect(made()).toEqual([]);
  await warmTables(sources, TODAY);
  const before = new Set(made());
  expect(before.size).toBeGreaterThan(0);
  for (const [role, code] of [
    ["hq_head", "G"],
    ["region_head", "RA"],
    ["project_lead", "A1"],
  ] as const) {
    const grant = { role, unitId: house.unit(code), validFrom: "2025-01-01" };
    const scope = await makeScope(sources.db, await house.person(`${role}@example.cn`, grant), TODAY);
    const asked = { unit: house.unit(code), organisation: "then" } as const;
    await homeView(sources, scope, asked, NOW);
    await heatView(sources, scope, { ...asked, by: "unit" });
    await heatView(sources, scope, { ...asked, by: "phase" });
    await cellView(sources, scope, { ...asked, node: "TOTAL" }, NOW);
  }
  expect(made().filter((key) => !before.has(key) && /^(table|changes|gaps|panel)/.test(key))).toEqual([]);
});

test("making it ahead again makes nothing new", async () => {
  const before = made().toSorted();
  await warmTables(sources, TODAY);
  expect(made().toSorted()).toEqual(before);
});
