import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareDefinitions } from "#analytics/compare-definitions.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { momentsOfWave } from "#server/indicators/wave-table.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { commandLineManager } from "#server/waves/wave-manager.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { changeDraft, startDraft } from "./draft-definition.ts";
import { historyView } from "./history.ts";
import { publishDefinition, submitDraft } from "./publish-definition.ts";
import { publishReadings } from "./publish-readings.ts";
import { publicationsOf, verifyPublication } from "./verify-publication.ts";

const TODAY = "2026-01-20";
const ID = OWNER_SATISFACTION.id;
let house: House;
let waves: SmallWaves;
let sources: Sources;
let [analyst, head]: Scope[] = [];
let heavier: IndexDefinition;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const scopeOf = async (role: "hq_analyst" | "hq_head") => {
    const unitId = house.unit("G");
    const id = await house.person(`${role}@example.cn`, { role, unitId, validFrom: "2025-01-01" });
    return makeScope(sources.db, id, TODAY);
  };
  [analyst, head] = [await scopeOf("hq_analyst"), await scopeOf("hq_head")];
  // 2024 is settled and kept; from 2025 on another version is in force
  await sources.db.updateTable("wave").set({ state: "field" }).where("id", "=", waves.now).execute();
  await publishReadings(sources, commandLineManager(), { waveId: waves.before });
  const [first, ...others] = OWNER_SATISFACTION.tree.combine ?? [];
  if (!first) throw new Error("the tree has branches");
  const draft = await startDraft(sources.db, analyst, { id: ID, from: 1 });
  heavier = {
    ...OWNER_SATISFACTION,
    version: draft.version,
    tree: { ...OWNER_SATISFACTION.tree, combine: [{ ...first, weight: 8000 }, ...others] },
  };
  const changed = await changeDraft(sources.db, analyst, { ...draft, definition: heavier });
  await submitDraft(sources.db, analyst, { ...changed, reason: "总体感受更重", effectiveWaveYear: 2025 });
  await publishDefinition(sources.db, head, changed, new Date("2026-01-20T00:00:00Z"));
});
afterAll(() => house.close());

describe("the history of a number", () => {
  test("is shown under the rule of each time, and restated under one beside it", async () => {
    const view = await historyView(sources, analyst as Scope, { unit: house.unit("G"), node: "TOTAL" });
    const [then, now] = view.points;
    expect(view.restatedUnder.version).toBe(2);
    expect([then?.version.version, now?.version.version]).toEqual([1, 2]);
    expect([then?.holds, now?.kept]).toEqual([true, null]);
    expect(then?.kept?.publication).toBeGreaterThan(0);
    expect(then?.restated?.value).not.toBeCloseTo(then?.published.value ?? 0, 2);
    expect(now?.restated).toBeNull();
    const { moments } = await momentsOfWave(
      sources,
      [OWNER_SATISFACTION, heavier],
      { waveId: waves.before, questionnaire: "annual" },
      [],
    );
    const [shift] = compareDefinitions(OWNER_SATISFACTION, heavier, moments, { by: [] });
    expect(then?.published.value).toBeCloseTo(shift?.before.value ?? Number.NaN, 10);
    expect(then?.restated?.value).toBeCloseTo(shift?.after.value ?? Number.NaN, 10);
  });

  test("still verifies what was published before the rule changed", async () => {
    const [facts] = await publicationsOf(sources.db, [waves.before]);
    const { compared, different, untouched } = await verifyPublication(sources, facts?.id ?? 0);
    expect(compared).toBeGreaterThan(500);
    expect([different, untouched, facts?.definition.version]).toEqual([[], true, 1]);
  });

  test("links the two where the rule changed, and its line keeps every change in points", async () => {
    const view = await historyView(sources, analyst as Scope, { unit: house.unit("G"), node: "TOTAL" });
    const [then, now] = view.points;
    expect(then?.link).toBeNull();
    expect(now?.link).toMatchObject({ from: 1, to: 2 });
    const { link, published } = now ?? {};
    expect(link?.linked).toBeCloseTo((published?.value ?? 0) + (link?.difference ?? 0), 12);
    // the same answers under both rules: the link is far better known than either level
    expect(link?.se).toBeLessThan((published?.halfWidth ?? 0) / 4);
    expect(link?.se).toBeGreaterThan(0);
  });

  test("under the first version again is the published line where that was in force", async () => {
    const view = await historyView(sources, analyst as Scope, {
      unit: house.unit("G"),
      node: "TOTAL",
      version: 1,
    });
    const [then, now] = view.points;
    expect(then?.restated).toBeNull();
    expect(now?.restated?.value).toBeCloseTo(now?.link?.linked ?? Number.NaN, 10);
  });

  test("leaves what a hidden item adds as it was, and names the item", async () => {
    let named = 0;
    for (const code of ["A1", "A2", "A3", "B1", "B2"]) {
      const view = await historyView(sources, analyst as Scope, { unit: house.unit(code), node: "TOTAL" });
      for (const { published, restated, without } of view.points) {
        if (published.value === null) expect(restated?.value ?? null).toBeNull();
        named += without.length;
      }
    }
    expect(named).toBeGreaterThan(0);
  });

  test("is not told of what is not one's own, nor under a version nobody may see", async () => {
    const query = { unit: 987_654_321, node: "TOTAL" };
    await expect(historyView(sources, analyst as Scope, query)).rejects.toMatchObject({ code: "not_found" });
    const own = { unit: house.unit("G"), node: "TOTAL", version: 99 };
    await expect(historyView(sources, head as Scope, own)).rejects.toMatchObject({ code: "not_found" });
  });
});
