import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { evaluate } from "#analytics/evaluate.ts";
import type { IndexDefinition, IndexNode } from "#analytics/index-definition.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { momentsOfWave } from "#server/indicators/wave-table.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { whatIf } from "./what-if.ts";

const TODAY = "2026-01-20";
let house: House;
let waves: SmallWaves;
let sources: Sources;
let [analyst, regional]: Scope[] = [];

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
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

function ask(definition: IndexDefinition, unit = "G", precise = false) {
  return whatIf(sources, analyst as Scope, { unit: house.unit(unit), definition, precise });
}

function branchesWeighed(...weights: readonly number[]): IndexDefinition {
  const { tree, phaseWeights: _, ...rest } = OWNER_SATISFACTION;
  const combine = (tree.combine ?? []).map((child, at) => ({ ...child, weight: weights[at] ?? 0 }));
  return { ...rest, tree: { ...tree, combine } };
}

/** Weighted mean of what a node is made of, over what has a value. */
function indexOf(
  { combine = [], items = {} }: IndexNode,
  values: ReadonlyMap<string, number | undefined>,
): number | undefined {
  const parts = [
    ...combine.map((child) => [indexOf(child, values), child.weight ?? 0] as const),
    ...Object.entries(items).map(([item, weight]) => [values.get(item), weight] as const),
  ].flatMap(([value, weight]) => (value === undefined || weight === 0 ? [] : [[value, weight] as const]));
  const all = parts.reduce((sum, [, weight]) => sum + weight, 0);
  return all === 0 ? undefined : parts.reduce((sum, [value, weight]) => sum + value * weight, 0) / all;
}

describe("what a draft would do", () => {
  test("is nothing when nothing changed", async () => {
    const view = await ask(OWNER_SATISFACTION, "G", true);
    expect(view.units.length).toBe(3);
    expect(view.projects.length).toBeGreaterThan(2);
    for (const { before, after, shift, shiftSe } of [...view.units, ...view.projects]) {
      expect([after, shift]).toEqual([before, 0]);
      expect([0, null]).toContain(shiftSe);
    }
    expect(view.units[0]?.shiftSe).toBe(0);
    expect(view.changedBand).toBe(0);
    expect(view.projects.every(({ mark }) => mark === "none")).toBe(true);
  });

  test("is what evaluating the draft from the sums gives", async () => {
    const draft = branchesWeighed(1000, 7000, 1000, 1000);
    const view = await ask(draft);
    const { moments } = await momentsOfWave(
      sources,
      [draft],
      { waveId: waves.now, questionnaire: "annual" },
      [],
    );
    const direct = [["region"], ["project"]].flatMap((by) => evaluate(draft, moments, { by }));
    let compared = 0;
    for (const { unit, after, before, shift, without } of [...view.units, ...view.projects]) {
      if (unit.kind === "group" || after === null || before === null) continue;
      expect(shift).toBeCloseTo(after - before, 10);
      const values = new Map(
        direct
          .filter(
            ({ node, group }) =>
              (group.project ?? group.region) === String(unit.id) && !without.includes(node),
          )
          .map(({ node, value }) => [node, value]),
      );
      // where leaves are hidden, the number moves by what the shown ones move
      const [to, from] = [draft.tree, OWNER_SATISFACTION.tree].map(
        (tree) => indexOf(tree, values) ?? Number.NaN,
      );
      const expected = without.length > 0 ? before + (to as number) - (from as number) : values.get("TOTAL");
      expect(after).toBeCloseTo(expected ?? Number.NaN, 10);
      compared++;
    }
    expect(compared).toBeGreaterThan(3);
  });

  test("says which projects change bands, and which only change places in the noise", async () => {
    const view = await ask(branchesWeighed(0, 0, 0, 1));
    const places = view.projects.map(({ placeAfter }) => placeAfter);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    for (const { bandBefore, bandAfter, placeBefore, placeAfter, mark } of view.projects)
      expect(mark).toBe(bandBefore !== bandAfter ? "band" : placeBefore !== placeAfter ? "noise" : "none");
    expect(view.changedBand).toBe(view.projects.filter(({ mark }) => mark === "band").length);
  });

  test("tells nothing of a leaf that is hidden: its weight moves nothing there", async () => {
    const heavy = (weight: number) => {
      const turn = (node: IndexNode): IndexNode => ({
        ...node,
        ...(node.combine && { combine: node.combine.map(turn) }),
        ...(node.items && "Y35" in node.items && { items: { ...node.items, Y35: weight } }),
      });
      return ask({ ...OWNER_SATISFACTION, tree: turn(OWNER_SATISFACTION.tree) });
    };
    const [one, other] = [await heavy(1), await heavy(900_000)];
    let hidden = 0;
    for (const [at, unit] of one.projects.entries()) {
      const twin = other.projects.find((each) => each.unit.id === unit.unit.id);
      if (!unit.without.includes("Y35")) continue;
      expect(twin?.after, `${at}`).toBeCloseTo(unit.after ?? Number.NaN, 10);
      hidden++;
    }
    expect(hidden).toBeGreaterThan(0);
    expect(other.units[0]?.after).not.toBeCloseTo(one.units[0]?.after ?? 0, 1);
  });

  test("takes a cut nobody used before", async () => {
    const { Y01, ...items } = OWNER_SATISFACTION.items;
    if (!Y01) throw new Error("the index asks Y01");
    const draft = {
      ...OWNER_SATISFACTION,
      items: { Y01: { ...Y01, score: "top-box" as const, boxes: 1 }, ...items },
    };
    const view = await ask(draft, "G", true);
    expect(view.units[0]?.shift).toBeLessThan(0);
    // the error of the shift needs the mean of the rule in force beside the share of the draft
    expect(view.units.some(({ shiftSe }) => shiftSe !== null && shiftSe > 0)).toBe(true);
  });

  test("lists what is wrong with the draft in place of numbers", async () => {
    const view = await ask({ ...OWNER_SATISFACTION, tree: { id: "TOTAL", items: { Q9: 1 } } });
    expect(view.problems.map(({ code }) => code)).toContain("unknown-item");
    expect(view.units).toEqual([]);
  });

  test("is for those who may publish, about their units", async () => {
    const query = { unit: house.unit("RA"), definition: OWNER_SATISFACTION, precise: false };
    await expect(whatIf(sources, regional as Scope, query)).rejects.toMatchObject({ code: "forbidden" });
    await expect(whatIf(sources, analyst as Scope, { ...query, unit: 987_654_321 })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
