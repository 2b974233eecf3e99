import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { crosstabView } from "#server/explore/crosstab-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { writeSmallWaves } from "#tests/security/small-wave.ts";
import { cohortsView } from "./cohorts-view.ts";

const TODAY = "2026-01-20";
let house: House;
let sources: Sources;
let hq: Scope;
let region: Scope;

beforeAll(async () => {
  house = await openHouse();
  await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const scopeOf = async (role: "hq_analyst" | "region_head", unit: string) => {
    const grant = { role, unitId: house.unit(unit), validFrom: "2025-01-01" };
    return makeScope(sources.db, await house.person(`${role}@example.cn`, grant), TODAY);
  };
  [hq, region] = [await scopeOf("hq_analyst", "G"), await scopeOf("region_head", "RA")];
});
afterAll(() => house.close());

function ask(scope: Scope, unit: string, node = "TOTAL") {
  return cohortsView(sources, scope, { unit: house.unit(unit), node, organisation: "then" });
}

describe("handover batches over the waves", () => {
  test("are followed by their age, which grows by a year from wave to wave", async () => {
    const { cohorts, waves } = await ask(hq, "G");
    expect(waves.map(({ year }) => year)).toEqual([2024, 2025]);
    expect(cohorts.length).toBeGreaterThan(6);
    for (const { points, startsOn } of cohorts) {
      for (const { months, year, calendarYear } of points) {
        expect(months).toBe(
          12 * (calendarYear - Number(startsOn.slice(0, 4))) + 11 - Number(startsOn.slice(5, 7)),
        );
        expect(year).toBe(Math.floor(months / 12) + 1);
      }
      const [first, second] = points;
      if (first && second) expect(second.months - first.months).toBe(12);
    }
  });

  test("are the numbers of the free analysis, to the digit and to what is hidden", async () => {
    const { cohorts, wave } = await ask(hq, "G");
    let seen = 0;
    for (const { project, batch, points } of cohorts) {
      const view = await crosstabView(sources, hq, {
        unit: project.id,
        wave: wave.id,
        rows: "batch",
        measure: "mean",
      });
      const row = view.rows.findIndex(({ word }) => word === batch);
      const cell = view.cells[row]?.[0];
      const point = points.find(({ waveId }) => waveId === wave.id);
      expect(point?.reading).toMatchObject({ value: cell?.value, n: cell?.n, state: cell?.state });
      seen += cell?.state === "full" ? 1 : 0;
    }
    expect(seen).toBeGreaterThan(2);
  });

  test("stand in bands among those of an age and those of a year; small ones in none", async () => {
    const { cohorts } = await ask(hq, "G");
    const points = cohorts.flatMap((cohort) => cohort.points);
    for (const { reading, bandOfAge, bandOfYear } of points) {
      expect(bandOfAge !== null).toBe(reading.state === "full");
      expect(bandOfYear !== null).toBe(reading.state === "full");
    }
    for (const group of Map.groupBy(points, ({ year }) => year).values()) {
      const bands = group.flatMap(({ bandOfAge }) => bandOfAge ?? []);
      if (bands.length > 0) expect(Math.min(...bands)).toBe(1);
    }
    expect(points.some(({ reading }) => reading.state !== "full")).toBe(true);
  });

  test("are told of one's own projects alone", async () => {
    const { cohorts } = await ask(region, "RA");
    expect(new Set(cohorts.map(({ project }) => project.code))).toEqual(new Set(["A1", "A2", "A3"]));
    await expect(ask(region, "RB")).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(hq, "G", "NOTHING")).rejects.toMatchObject({ code: "not_found" });
  });
});
