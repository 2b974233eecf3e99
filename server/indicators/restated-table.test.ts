import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { IndexDefinition, IndexNode } from "#analytics/index-definition.ts";
import { changeDraft, startDraft } from "#server/definitions/draft-definition.ts";
import { publishDefinition, submitDraft } from "#server/definitions/publish-definition.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { cellView } from "./cell-view.ts";
import { heatView } from "./heat-view.ts";
import { restatedTable } from "./restated-table.ts";
import type { Sources } from "./sources.ts";
import { makeWaveTable, type WaveTable } from "./wave-table.ts";

const TODAY = "2026-01-20";
const NOW = new Date(`${TODAY}T00:00:00Z`);
let house: House;
let waves: SmallWaves;
let sources: Sources;
let analyst: Scope;
let head: Scope;

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
});
afterAll(() => house.close());

function tableUnder(definition: IndexDefinition): Promise<WaveTable> {
  return makeWaveTable(sources, { definition, hash: "" }, { waveId: waves.now, questionnaire: "annual" });
}

/** The index with another weight for one item. */
function weighing(item: string, weight: number): IndexDefinition {
  const turn = (node: IndexNode): IndexNode => ({
    ...node,
    ...(node.combine && { combine: node.combine.map(turn) }),
    ...(node.items && item in node.items && { items: { ...node.items, [item]: weight } }),
  });
  return { ...OWNER_SATISFACTION, tree: turn(OWNER_SATISFACTION.tree) };
}

describe("a wave under another rule than that of its time", () => {
  test("is the same where the rule is", async () => {
    const table = await tableUnder(OWNER_SATISFACTION);
    const { shown, withheld } = restatedTable(table, await tableUnder(OWNER_SATISFACTION));
    for (const [key, nodes] of table.shown)
      for (const [node, { value, state }] of nodes) {
        const told = shown.get(key)?.get(node);
        expect([told?.state, told?.value ?? 0], `${key} ${node}`).toEqual([
          state,
          expect.closeTo(value ?? 0, 9),
        ]);
      }
    expect(Math.max(0, ...[...(withheld ?? [])].flatMap(([, nodes]) => [...nodes.values()]))).toBeLessThan(
      1e-9,
    );
  });

  test("tells nothing of a leaf that is hidden: its weight moves nothing there, not in tests either", async () => {
    const table = await tableUnder(OWNER_SATISFACTION);
    const [light, heavy] = [
      restatedTable(table, await tableUnder(weighing("Y35", 1))),
      restatedTable(table, await tableUnder(weighing("Y35", 900_000))),
    ];
    let [hidden, exact] = [0, 0];
    for (const [key, nodes] of table.shown) {
      const leaf = nodes.get("Y35");
      const level = table.levelOf.get(key) ?? "";
      for (const node of ["TOTAL", "DEV", "D5"]) {
        const [one, other] = [light, heavy].map((each) => each.shown.get(key)?.get(node)?.value);
        if (one === undefined || other === undefined) continue;
        if (leaf?.value === undefined && leaf?.state !== "undefined") {
          expect(one, `${key} ${node}`).toBeCloseTo(other, 9);
          const [a, b] = [light, heavy].map((each) => each.samples(level).get(key)?.get(node)?.value);
          expect(a, `${key} ${node}`).toBeCloseTo(b ?? Number.NaN, 9);
          hidden++;
        } else exact++;
      }
    }
    expect(hidden).toBeGreaterThan(5);
    expect(exact).toBeGreaterThan(5);
  });

  test("keeps hidden what was hidden under the rule of its time", async () => {
    const table = await tableUnder(OWNER_SATISFACTION);
    const { shown } = restatedTable(table, await tableUnder(weighing("Y35", 9_000)));
    let hidden = 0;
    for (const [key, nodes] of table.shown)
      for (const [node, { state }] of nodes) {
        if (state !== "hidden" && state !== "n-only") continue;
        expect(shown.get(key)?.get(node)?.value, `${key} ${node}`).toBeUndefined();
        hidden++;
      }
    expect(hidden).toBeGreaterThan(50);
  });
});

describe("numbers under a rule that is asked for", () => {
  test("say so, and the trend marks where the rule changed or what is restated", async () => {
    await sources.db.updateTable("wave").set({ state: "field" }).where("id", "=", waves.now).execute();
    const draft = await startDraft(sources.db, analyst, { id: OWNER_SATISFACTION.id, from: 1 });
    const definition = weighing("Y01", 5_000);
    const [first, ...others] = definition.tree.combine ?? [];
    if (!first) throw new Error("the tree has branches");
    const tree = { ...definition.tree, combine: [{ ...first, weight: 8_000 }, ...others] };
    const changed = await changeDraft(sources.db, analyst, { ...draft, definition: { ...definition, tree } });
    await submitDraft(sources.db, analyst, { ...changed, reason: "更重总体感受", effectiveWaveYear: 2025 });
    await publishDefinition(sources.db, head, changed, NOW);

    const query = { unit: house.unit("G"), organisation: "then", by: "unit" } as const;
    const [inForce, old] = [
      await heatView(sources, head, query),
      await heatView(sources, head, { ...query, rule: 1 }),
    ];
    expect([inForce.passport.definition.version, inForce.passport.restatedFrom]).toEqual([2, null]);
    expect([old.passport.definition.version, old.passport.restatedFrom]).toEqual([1, 2]);
    // what it was, and when and why it became another
    expect(inForce.passport.restated).toBeUndefined();
    expect(old.passport.restated?.value).toBeCloseTo(inForce.rows[0]?.cells[0]?.value ?? 0, 9);
    expect(old.passport.restated?.note).toBe("Comes with OwnerVoice.");
    expect(old.rows[0]?.cells[0]?.value).not.toBeCloseTo(inForce.rows[0]?.cells[0]?.value ?? 0, 2);

    const cell = { unit: house.unit("G"), organisation: "then", node: "TOTAL" } as const;
    const [published, restated] = [
      await cellView(sources, head, cell, NOW),
      await cellView(sources, head, { ...cell, rule: 2 }, NOW),
    ];
    expect(published.trend.breaks.map(({ kind }) => kind)).toEqual(["rule"]);
    expect(published.trend.points.map((point) => point.segment)).toEqual([0, 1]);
    expect(restated.trend.breaks).toEqual([]);
    expect(restated.trend.points.map((point) => point.restated)).toEqual([true, false]);
    expect(restated.trend.points[0]?.value).not.toBeCloseTo(published.trend.points[0]?.value ?? 0, 2);
    // a change is always of like with like: both waves under the rule of the later
    expect(published.change?.difference).toBeCloseTo(restated.change?.difference ?? Number.NaN, 9);
  });

  test("are not told under a version nobody published", async () => {
    const query = { unit: house.unit("G"), organisation: "then", by: "unit", rule: 99 } as const;
    await expect(heatView(sources, head, query)).rejects.toMatchObject({ code: "not_found" });
  });
});
