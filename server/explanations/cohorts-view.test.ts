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
      for (const { months, age, calendarYear } of points) {
        const [year, month] = (startsOn ?? "").split("-").map(Number);
        expect(months).toBe(12 * (calendarYear - (year ?? 0)) + 11 - (month ?? 0));
        expect(age).toBe(Math.floor(months / 12) + 1);
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
    for (const group of Map.groupBy(points, ({ age }) => age).values()) {
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

describe("projects by years since handover", () => {
  let other: House;
  let own: Sources;
  let head: Scope;
  beforeAll(async () => {
    other = await openHouse();
    await writeSmallWaves(other, false, ["batch", "tenure"]);
    own = { db: other.record.db, analysis: await other.analysis };
    const grant = { role: "hq_analyst", unitId: other.unit("G"), validFrom: "2025-01-01" } as const;
    head = await makeScope(own.db, await other.person("hq@example.cn", grant), TODAY);
  });
  afterAll(() => other.close());

  const cohortsOf = (wave?: number) =>
    cohortsView(own, head, { unit: other.unit("G"), wave, organisation: "then" });

  test("stand beside one another in the classes of the wave, and waves by batch are left out", async () => {
    const view = await cohortsOf();
    expect([view.ageBy, view.waves.map(({ year }) => year), view.otherWaves.map(({ year }) => year)]).toEqual(
      ["tenure", [2025], [2024]],
    );
    const words = ["0-6m", "6-12m", "12-24m", "24-36m", "36-60m", "60-m"];
    for (const { batch } of view.cohorts) expect(words).toContain(batch);
    for (const { tenure, startsOn, points } of view.cohorts) {
      expect(startsOn).toBeNull();
      for (const point of points) expect([point.age, point.months]).toEqual([tenure?.from, tenure?.from]);
    }
    for (const group of Map.groupBy(
      view.cohorts.flatMap(({ points }) => points),
      ({ age }) => age,
    ).values()) {
      const bands = group.flatMap(({ bandOfAge }) => bandOfAge ?? []);
      if (bands.length > 0) expect(Math.min(...bands)).toBe(1);
    }
  });

  test("are the numbers of the free analysis, to the digit and to what is hidden", async () => {
    const { cohorts, wave } = await cohortsOf();
    expect(cohorts.length).toBeGreaterThan(6);
    for (const { project, batch, points } of cohorts) {
      const view = await crosstabView(own, head, {
        unit: project.id,
        wave: wave.id,
        rows: "tenure",
        measure: "mean",
      });
      const cell = view.cells[view.rows.findIndex(({ word }) => word === batch)]?.[0];
      expect(points[0]?.reading).toMatchObject({ value: cell?.value, n: cell?.n, state: cell?.state });
    }
  });

  test("are left out where the wave looked at follows batches", async () => {
    const newest = await cohortsOf();
    const before = newest.otherWaves[0]?.id;
    const view = await cohortsOf(before);
    expect(view.ageBy).toBe("batch");
    expect(view.cohorts.every(({ tenure }) => tenure === null)).toBe(true);
  });
});
