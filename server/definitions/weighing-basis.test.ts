import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { balance } from "#analytics/balance-weights.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { setPhaseWeights, setWeights, weightsOfNode } from "#analytics/edit-tree.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { placeWeigher } from "#analytics/weigh-place.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { writeSmallWaves } from "#tests/security/small-wave.ts";
import { weighingBasis } from "./weighing-basis.ts";
import { whatIf } from "./what-if.ts";

const TODAY = "2026-01-20";
let house: House;
let sources: Sources;
let [analyst, regional]: Scope[] = [];

beforeAll(async () => {
  house = await openHouse();
  await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const scopeOf = async (role: "hq_analyst" | "region_head", unit: string) => {
    const id = await house.person(`${role}@example.cn`, {
      role,
      unitId: house.unit(unit),
      validFrom: "2025-01-01",
    });
    return makeScope(sources.db, id, TODAY);
  };
  analyst = await scopeOf("hq_analyst", "G");
  regional = await scopeOf("region_head", "RA");
});
afterAll(() => house.close());

const weighed = (child: string, weight: number): IndexDefinition =>
  setWeights(
    OWNER_SATISFACTION,
    "TOTAL",
    balance(weightsOfNode(OWNER_SATISFACTION.tree), child, weight, new Set()),
  );

describe("what a browser weighs with", () => {
  test.each([
    ["everybody", undefined, weighed("OUT", 6_000)],
    ["everybody, below level one", undefined, setWeights(OWNER_SATISFACTION, "DEV", { D1: 0, D5: 4_000 })],
    ["one phase", "S", setPhaseWeights(OWNER_SATISFACTION, "S", { OUT: 0, DEV: 0, PRD: 10_000, PMC: 0 })],
  ] as const)("gives the numbers of the server: %s", async (_, phase, draft) => {
    const unit = house.unit("G");
    const basis = await weighingBasis(sources, analyst as Scope, { unit, phase });
    const exact = await whatIf(sources, analyst as Scope, { unit, phase, definition: draft, precise: false });
    let compared = 0;
    for (const place of [...basis.units, ...basis.projects]) {
      const served = [...exact.units, ...exact.projects].find((each) => each.unit.id === place.unit.id);
      if (place.index === null) {
        expect(served?.before).toBeNull();
        continue;
      }
      expect(place.index.value).toBeCloseTo(served?.before ?? Number.NaN, 9);
      expect(placeWeigher(basis.rule, draft, phase)(place)).toBeCloseTo(served?.after ?? Number.NaN, 9);
      expect(place.hidden.toSorted()).toEqual((served?.without ?? []).toSorted());
      compared++;
    }
    expect(compared).toBeGreaterThan(2);
  });

  test("holds nothing of what is hidden", async () => {
    const basis = await weighingBasis(sources, analyst as Scope, { unit: house.unit("G") });
    const hidden = basis.projects.filter((place) => place.hidden.length > 0);
    expect(hidden.length).toBeGreaterThan(0);
    for (const { hidden: names, leaves } of hidden)
      for (const name of names) expect(leaves).not.toHaveProperty(name);
  });

  test("is for those who may publish, about their units", async () => {
    const query = { unit: house.unit("RA") };
    await expect(weighingBasis(sources, regional as Scope, query)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      weighingBasis(sources, analyst as Scope, { unit: house.unit("G"), within: 987_654_321 }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
