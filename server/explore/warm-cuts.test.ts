import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sources } from "#server/indicators/sources.ts";
import { processSingleton } from "#server/process-singleton.ts";
import { makeScope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { crosstabView } from "./crosstab-view.ts";
import { warmCuts } from "./warm-cuts.ts";

const TODAY = "2026-01-20";
let house: House;
let waves: SmallWaves;
let sources: Sources;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
});
afterAll(() => house.close());

/** Names of the tables by cuts that are made. */
function made(): readonly string[] {
  const shelf = processSingleton("indicator-tables", () => new Map<string, unknown>());
  return [...shelf.keys()].filter((key) => key.startsWith("cut|"));
}

test("tables by one cut are made ahead once a wave is closed, and found by who asks for them", async () => {
  await sources.db.updateTable("wave").set({ state: "field" }).where("id", "=", waves.now).execute();
  await warmCuts(sources, TODAY);
  expect(made()).toEqual([]);

  await sources.db.updateTable("wave").set({ state: "closed" }).where("id", "=", waves.now).execute();
  await warmCuts(sources, TODAY);
  const before = new Set(made());
  expect(before.size).toBeGreaterThan(3);

  const grant = { role: "hq_head", unitId: house.unit("G"), validFrom: "2025-01-01" } as const;
  const head = await makeScope(sources.db, await house.person("hq_head@example.cn", grant), TODAY);
  for (const rows of ["product_type", "product_class", "batch", "batch_class"] as const)
    await crosstabView(sources, head, { unit: house.unit("G"), rows, measure: "mean" });
  expect(made().filter((key) => !before.has(key))).toEqual([]);
});
