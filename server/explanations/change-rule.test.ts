import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { IndexNode } from "#analytics/index-definition.ts";
import { changeDraft, startDraft } from "#server/definitions/draft-definition.ts";
import { publishDefinition, submitDraft } from "#server/definitions/publish-definition.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { writeSmallWaves } from "#tests/security/small-wave.ts";
import { changeWhy } from "./change-view.ts";
import { driversView } from "./drivers-view.ts";

let house: House;
let sources: Sources;
let head: Scope;

/** The same tree with more weight on an item that few are asked. */
function heavier(node: IndexNode): IndexNode {
  return {
    ...node,
    ...(node.combine && { combine: node.combine.map(heavier) }),
    ...(node.items && "Y35" in node.items && { items: { ...node.items, Y35: 9_000 } }),
  };
}

beforeAll(async () => {
  house = await openHouse();
  const waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const scopeOf = async (role: "hq_analyst" | "hq_head") => {
    const unitId = house.unit("G");
    const id = await house.person(`${role}@example.cn`, { role, unitId, validFrom: "2025-01-01" });
    return makeScope(sources.db, id, "2026-01-20");
  };
  const analyst = await scopeOf("hq_analyst");
  head = await scopeOf("hq_head");
  await sources.db.updateTable("wave").set({ state: "field" }).where("id", "=", waves.now).execute();
  const draft = await startDraft(sources.db, analyst, { id: OWNER_SATISFACTION.id, from: 1 });
  const [first, ...others] = heavier(OWNER_SATISFACTION.tree).combine ?? [];
  if (!first) throw new Error("the tree has branches");
  const tree = { ...OWNER_SATISFACTION.tree, combine: [{ ...first, weight: 7_000 }, ...others] };
  const changed = await changeDraft(sources.db, analyst, {
    ...draft,
    definition: { ...OWNER_SATISFACTION, tree },
  });
  await submitDraft(sources.db, analyst, { ...changed, reason: "试一试", effectiveWaveYear: 2025 });
  await publishDefinition(sources.db, head, changed, new Date("2026-01-20T00:00:00Z"));
});
afterAll(() => house.close());

describe("why a number moved, under the rule asked for", () => {
  test("is told of both waves under that rule, and says so", async () => {
    const unit = house.unit("G");
    const [inForce, old] = [
      await changeWhy(sources, head, { unit, node: "TOTAL" }),
      await changeWhy(sources, head, { unit, node: "TOTAL", rule: 1 }),
    ];
    expect([inForce.passport.definition.version, old.passport.definition.version]).toEqual([2, 1]);
    expect([inForce.passport.restatedFrom, old.passport.restatedFrom]).toEqual([null, 2]);
    expect(old.after.value).not.toBeCloseTo(inForce.after.value ?? 0, 2);
    const drivers = await driversView(sources, head, { unit, rule: 1 });
    expect(drivers.passport.definition.version).toBe(1);
    await expect(changeWhy(sources, head, { unit, rule: 99 })).rejects.toMatchObject({ code: "not_found" });
  });

  test("is not taken apart where a hidden leaf could be worked out from it", async () => {
    let [apart, kept] = [0, 0];
    for (const code of ["G", "RA", "RB", "A1", "A2", "B1"]) {
      for (const node of ["TOTAL", "DEV", "D5", "Y01"]) {
        for (const rule of [undefined, 1, 2]) {
          const view = await changeWhy(sources, head, { unit: house.unit(code), node, rule });
          if (view.withheld) {
            expect([view.lines, view.items, view.projects, view.otherItems, view.otherProjects]).toEqual([
              [],
              [],
              [],
              null,
              null,
            ]);
            kept++;
          } else if (view.lines.length > 0) {
            // what is told adds up to what is shown: nothing beyond it can be solved for
            const sum = view.lines.reduce((total, { points }) => total + points, 0);
            const shift = view.lines.find(({ line }) => line === "definition")?.points ?? 0;
            const told = (view.after.value ?? 0) - (view.before.value ?? 0);
            expect(
              Math.min(Math.abs(sum - told), Math.abs(sum - shift - told)),
              `${code} ${node}`,
            ).toBeLessThan(1e-6);
            apart++;
          }
        }
      }
    }
    expect(apart).toBeGreaterThan(5);
    expect(kept).toBeGreaterThan(1);
  });
});
