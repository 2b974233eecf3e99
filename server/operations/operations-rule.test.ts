import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { cellView } from "#server/indicators/cell-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { indicatorVoices } from "#server/voices/indicator-voices.ts";
import { publishOther, tilted } from "#tests/other-version.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { operationsView } from "./operations-view.ts";

const NOW = new Date("2026-01-20T04:00:00Z");
let house: House;
let waves: SmallWaves;
let sources: Sources;
let head: Scope;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const scopeOf = async (role: "hq_analyst" | "hq_head") => {
    const grant = { role, unitId: house.unit("G"), validFrom: "2025-01-01" };
    return makeScope(sources.db, await house.person(`${role}@example.cn`, grant), "2026-01-20");
  };
  const analyst = await scopeOf("hq_analyst");
  head = await scopeOf("hq_head");
  await sources.db.updateTable("wave").set({ state: "field" }).where("id", "=", waves.now).execute();
  await publishOther(sources.db, { analyst, head }, 2025, { tree: tilted(OWNER_SATISFACTION.tree) });
  await sources.db
    .insertInto("repair_order")
    .values(
      Array.from({ length: 40 }, (_, at) => ({
        project_id: house.unit("A1"),
        order_no: `A1-${at}`,
        reported_at: new Date(`2025-${String(1 + (at % 10)).padStart(2, "0")}-11T02:00:00Z`),
        closed_at: new Date(`2025-${String(1 + (at % 10)).padStart(2, "0")}-14T02:00:00Z`),
        status: "closed" as const,
        reopened: 0,
        on_time: at % 4 !== 0,
      })),
    )
    .execute();
});
afterAll(() => house.close());

describe("scores beside records, under the rule asked for", () => {
  test("are the numbers the other screens show under it; the records stay", async () => {
    let [moved, hidden] = [0, 0];
    for (const code of ["G", "RA", "RB", "A1", "A2", "B1"]) {
      const unit = house.unit(code);
      const [inForce, old] = [
        await operationsView(sources, head, { unit, by: "quarter" }, NOW),
        await operationsView(sources, head, { unit, by: "quarter", rule: 1 }, NOW),
      ];
      expect([inForce.passport.definition.version, inForce.passport.restatedFrom]).toEqual([2, null]);
      expect([old.passport.definition.version, old.passport.restatedFrom]).toEqual([1, 2]);
      for (const [at, { node, reading, measures }] of old.beside.entries()) {
        const then = inForce.beside[at];
        const cell = await cellView(
          sources,
          head,
          { unit, node: node.id, organisation: "then", rule: 1 },
          NOW,
        );
        expect(reading, `${code} ${node.id}`).toEqual(cell.reading);
        expect(measures, `${code} ${node.id}`).toEqual(then?.measures);
        if (then?.reading.value === null) {
          expect(reading.value, `${code} ${node.id}`).toBeNull();
          hidden++;
        } else if (Math.abs((reading.value ?? 0) - (then?.reading.value ?? 0)) > 1e-6) moved++;
      }
    }
    expect(moved).toBeGreaterThan(2);
    expect(hidden).toBeGreaterThan(0);
  });

  test("are not told under a version nobody published, nor are words about its indicators", async () => {
    const unit = house.unit("G");
    await expect(operationsView(sources, head, { unit, by: "quarter", rule: 99 }, NOW)).rejects.toMatchObject(
      { code: "not_found" },
    );
    const asked = { unit, node: "D4", limit: 1 };
    await expect(indicatorVoices(sources, head, { ...asked, rule: 99 })).rejects.toMatchObject({
      code: "not_found",
    });
    const [inForce, old] = [
      await indicatorVoices(sources, head, asked),
      await indicatorVoices(sources, head, { ...asked, rule: 1 }),
    ];
    expect(old).toEqual(inForce);
  });
});
