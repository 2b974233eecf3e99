import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { changeWhy } from "./change-view.ts";
import { driversView } from "./drivers-view.ts";
import { fieldworkView } from "./fieldwork-view.ts";
import { foldHidden } from "./fold-hidden.ts";
import { prioritiesView } from "./priorities-view.ts";
import { relativeChanges } from "./relative-changes.ts";
import { reliabilityView } from "./reliability-view.ts";
import { unitsView } from "./units-view.ts";

const TODAY = "2026-01-20";
const LIKE = { mix: "standard", age: "calendar", organisation: "then" } as const;
let house: House;
let waves: SmallWaves;
let sources: Sources;
let [hq, region]: Scope[] = [];

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const scopeOf = async (role: "hq_analyst" | "region_head", unit: string) => {
    const grant = { role, unitId: house.unit(unit), validFrom: "2025-01-01" };
    return makeScope(sources.db, await house.person(`${role}@example.cn`, grant), TODAY);
  };
  [hq, region] = [await scopeOf("hq_analyst", "G"), await scopeOf("region_head", "RA")];
});
afterAll(() => house.close());

describe("why a number moved", () => {
  test("is told in lines that lead from the value before to the value after", async () => {
    for (const code of ["G", "RA", "B1"]) {
      for (const node of ["TOTAL", "D1", "Y01", "loyalty"]) {
        const view = await changeWhy(sources, hq as Scope, { unit: house.unit(code), node });
        if (view.before.state !== "full" || view.after.state !== "full") continue;
        const sum = view.lines.reduce((total, { points }) => total + points, 0);
        expect(sum, `${code} ${node}`).toBeCloseTo((view.after.value ?? 0) - (view.before.value ?? 0), 8);
        const within = view.lines.find(({ line }) => line === "within");
        const named = view.projects.reduce((total, { points }) => total + points, 0);
        expect(named + (view.otherProjects?.points ?? 0)).toBeCloseTo(within?.points ?? Number.NaN, 8);
        for (const { points, low, high } of view.lines) expect(low <= points && points <= high).toBe(true);
        expect(view.passport.inference).toBe("process");
      }
    }
  });

  test("names no project whose number is hidden, nor one that would follow from the others", async () => {
    const view = await changeWhy(sources, hq as Scope, { unit: house.unit("G"), node: "TOTAL" });
    expect(view.lines.length).toBeGreaterThan(0);
    const { otherProjects, projects } = view;
    expect(projects.length + (otherProjects?.parts ?? 0)).toBe(5);
    expect(otherProjects?.parts ?? 2).toBeGreaterThan(1);
  });

  test("of a unit too small to be shown is told to nobody", async () => {
    const view = await changeWhy(sources, hq as Scope, { unit: house.unit("A3"), phase: "S", node: "TOTAL" });
    expect([view.lines, view.projects, view.items]).toEqual([[], [], []]);
  });

  test("needs an earlier wave, and a unit that is the asker's", async () => {
    const first = { unit: house.unit("G"), wave: waves.before, node: "TOTAL" };
    await expect(changeWhy(sources, hq as Scope, first)).rejects.toMatchObject({ code: "not_found" });
    const other = { unit: house.unit("RB"), node: "TOTAL" };
    await expect(changeWhy(sources, region as Scope, other)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("hidden parts of a shown sum", () => {
  const part = (id: string, points: number, n: number, shown = true) => ({ id, points, n, shown });

  test("never stand alone", () => {
    const { named, others } = foldHidden([part("a", 5, 40), part("b", -2, 30), part("c", 1, 4, false)], 10);
    expect(named.map(({ id }) => id)).toEqual(["a"]);
    expect(others).toEqual({ parts: 2, points: -1 });
  });

  test("are together at least as many answers as a number needs", () => {
    const parts = [part("a", 5, 40), part("b", 2, 30), part("c", 1, 4, false), part("d", 1, 3, false)];
    expect(foldHidden(parts, 10).named.map(({ id }) => id)).toEqual(["a"]);
    expect(foldHidden(parts, 7).named.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  test("are no part where nothing is hidden", () => {
    expect(foldHidden([part("a", 1, 40)], 10)).toMatchObject({ others: null });
  });
});

describe("drivers of the overall mark", () => {
  test("are not ordered where too few answered", async () => {
    const view = await driversView(sources, hq as Scope, { unit: house.unit("A1") });
    expect(view.outcome.id).toBe("Y01");
    expect(view.phases.length).toBeGreaterThan(2);
    for (const { verdict, drivers } of view.phases) {
      expect(["few-answers", "no-variation"]).toContain(verdict);
      expect(drivers).toEqual([]);
    }
  });

  test("put to few of a phase are told of those who rated them, and of too few of those nothing", async () => {
    const view = await driversView(sources, hq as Scope, { unit: house.unit("G"), phase: "S" });
    const users = view.phases[0]?.users ?? [];
    expect(users.map(({ node }) => node.id)).toEqual(expect.arrayContaining(["D4", "D5"]));
    for (const { verdict, driver, base, n } of users) {
      expect({ verdict, driver }).toEqual({ verdict: "few-answers", driver: null });
      if (n !== null) expect(base).toBeGreaterThanOrEqual(n);
    }
  });

  test("make a table of priorities that places nothing it cannot tell apart", async () => {
    const view = await prioritiesView(sources, hq as Scope, { unit: house.unit("G") });
    for (const { ports, verdict } of view.phases)
      for (const { rows } of ports)
        for (const { field } of rows) if (verdict !== "separable") expect(field).toBeNull();
  });
});

describe("units held against each other", () => {
  test("stand in bands; those too small have no place", async () => {
    const view = await unitsView(sources, hq as Scope, { unit: house.unit("G"), level: "projects", ...LIKE });
    expect(view.units.map(({ unit }) => unit.code).toSorted()).toEqual(["A1", "A2", "A3", "B1", "B2"]);
    for (const each of view.units) {
      if (each.reading.state === "full") {
        expect(each.band).toBeGreaterThan(0);
        const [best, worst] = each.ranks ?? [0, 0];
        expect(best).toBeGreaterThanOrEqual(1);
        expect(worst).toBeGreaterThanOrEqual(best);
        if (each.eligible) expect(each.comparable).toBe(true);
      } else expect([each.band, each.order, each.ranks, each.eligible]).toEqual([null, null, null, false]);
    }
    const placed = view.units.filter(({ band }) => band !== null);
    const bands = placed.map(({ band }) => band ?? 0);
    expect(bands).toEqual(bands.toSorted((a, b) => a - b));
    // five units are the fewest whose spread can be learnt
    if (placed.length < 5) expect(view.between).toBeNull();
    expect(view.units.some(({ shrunken }) => shrunken !== null)).toBe(view.between !== null);
  });

  test("are standardised only where every phase of theirs may be shown", async () => {
    const view = await unitsView(sources, hq as Scope, { unit: house.unit("G"), level: "parts", ...LIKE });
    for (const { standardised, reading } of view.units) if (standardised) expect(reading.state).toBe("full");
    expect(view.passport.estimand).toBe(view.standardisation ? "phase-standardised" : "owner-weighted");
  });

  test("have the owners they have where that is asked, and no common mix then", async () => {
    const query = { unit: house.unit("G"), level: "parts", ...LIKE, mix: "own" } as const;
    const view = await unitsView(sources, hq as Scope, query);
    expect([view.standardisation, view.passport.estimand]).toEqual([null, "owner-weighted"]);
    expect(view.units.every(({ standardised }) => standardised === null)).toBe(true);
  });

  test("are read at an age in the newest wave they were of it, and never in a later one", async () => {
    const query = { unit: house.unit("G"), level: "projects", ...LIKE, phase: "S", age: "same" } as const;
    const view = await unitsView(sources, hq as Scope, query);
    const now = await unitsView(sources, hq as Scope, { ...query, age: "calendar" });
    for (const { unit, reading, year, difference } of view.units) {
      expect(year).toBeLessThanOrEqual(view.wave.year);
      const own = now.units.find((each) => each.unit.id === unit.id);
      if (year === view.wave.year) expect(reading).toEqual(own?.reading);
      else expect(difference).toBeNull();
    }
  });

  test("stand in regions of today where that is asked", async () => {
    const query = { unit: house.unit("G"), level: "parts", ...LIKE, organisation: "now" } as const;
    const view = await unitsView(sources, hq as Scope, query);
    expect(view.units.map(({ unit }) => unit.code)).toEqual(expect.arrayContaining(["RA", "RB"]));
    expect(view.passport.organisation).toBe("now");
  });

  test("lie in a funnel about their common mean that narrows with answers", async () => {
    const view = await unitsView(sources, hq as Scope, { unit: house.unit("G"), level: "projects", ...LIKE });
    const placed = view.units.filter(({ band }) => band !== null);
    expect(view.funnel !== null).toBe(placed.length >= 3);
    const limits = view.funnel?.limits ?? [];
    for (const [at, { n, warning, alarm }] of limits.entries()) {
      expect(alarm[0]).toBeLessThanOrEqual(warning[0]);
      expect(alarm[1]).toBeGreaterThanOrEqual(warning[1]);
      const last = limits[at - 1];
      if (!last) continue;
      expect(n).toBeGreaterThan(last.n);
      expect(alarm[1] - alarm[0]).toBeLessThanOrEqual(last.alarm[1] - last.alarm[0] + 1e-9);
    }
  });

  test("of another region are not the asker's", async () => {
    const query = { unit: house.unit("G"), level: "projects", ...LIKE } as const;
    await expect(unitsView(sources, region as Scope, query)).rejects.toMatchObject({ code: "not_found" });
    const own = await unitsView(sources, region as Scope, { ...query, unit: house.unit("RA") });
    expect(own.units.every(({ unit }) => unit.code.startsWith("A"))).toBe(true);
  });
});

describe("who answered", () => {
  test("is shared out by phase, unit and mode, and adds up", async () => {
    const view = await fieldworkView(sources, hq as Scope, { unit: house.unit("G") });
    const of = (by: string) => view.shares.filter((row) => row.by === by);
    const sum = (rows: readonly { readonly ownersShare: number | null }[]) =>
      rows.reduce((total, { ownersShare }) => total + (ownersShare ?? 0), 0);
    expect(sum(of("phase"))).toBeCloseTo(1, 10);
    expect(sum(of("unit"))).toBeCloseTo(1, 10);
    expect(of("mode").map(({ value }) => value)).toEqual(["web", "phone", "visit"]);
    expect(view.effective?.deff).toBeGreaterThanOrEqual(1);
  });

  test("has AAPOR rates, none where the number of answers is hidden", async () => {
    const { db } = house.record;
    await db
      .updateTable("frame_member")
      .set({ disposition: "I" })
      .where("wave_id", "=", waves.now)
      .where("respondent_key", "in", db.selectFrom("response").select("respondent_key"))
      .execute();
    await db
      .updateTable("frame_member")
      .set({ disposition: "NC" })
      .where("wave_id", "=", waves.now)
      .where("disposition", "is", null)
      .execute();
    await sources.analysis.load();
    const view = await fieldworkView(sources, hq as Scope, { unit: house.unit("G") });
    const [whole] = view.rates;
    // 412 of 2 · 412 + 3 · 13 answered
    expect(whole?.rates.RR1).toBeCloseTo(412 / 863, 10);
    expect(whole?.rates.RR5).toBeCloseTo(412 / 863, 10);
    expect(whole?.flag).toBeNull();
    expect(whole?.eligibility).toBe(1);
  });
});

describe("changes held against changes", () => {
  const asked = { level: "projects", organisation: "then" } as const;

  test("are the unit's less the group's, of numbers that are shown", async () => {
    const view = await relativeChanges(sources, hq as Scope, { unit: house.unit("G"), ...asked });
    const ofGroup = view.reference.change?.difference ?? Number.NaN;
    expect(view.reference.unit.code).toBe("G");
    const compared = view.units.filter(({ beyond }) => beyond !== null);
    expect(compared.length).toBeGreaterThan(1);
    for (const { before, after, change, beyond } of view.units) {
      const full = before.state === "full" && after.state === "full";
      expect(change !== null).toBe(full);
      expect(beyond !== null).toBe(full);
      if (!beyond || !change) continue;
      expect(change.difference).toBeCloseTo((after.value ?? 0) - (before.value ?? 0), 8);
      expect(beyond.difference).toBeCloseTo(change.difference - ofGroup, 8);
      expect((beyond.low ?? 1) <= beyond.difference && beyond.difference <= (beyond.high ?? -1)).toBe(true);
    }
    const order = compared.map(({ beyond }) => beyond?.difference ?? 0);
    expect(order).toEqual(order.toSorted((a, b) => b - a));
    expect(view.passport.inference).toBe("process");
  });

  test("of two units are one's less the other's", async () => {
    const plain = await relativeChanges(sources, hq as Scope, { unit: house.unit("G"), ...asked });
    const other = plain.units.find(({ change }) => change !== null);
    if (!other) throw new Error("some project has a change");
    const view = await relativeChanges(sources, hq as Scope, {
      unit: house.unit("G"),
      ...asked,
      against: other.unit.id,
    });
    expect(view.reference).toMatchObject({ unit: { code: other.unit.code }, change: other.change });
    for (const { unit, change, beyond } of view.units) {
      if (unit.id === other.unit.id || change === null) expect(beyond).toBeNull();
      else expect(beyond?.difference).toBeCloseTo(change.difference - (other.change?.difference ?? 0), 8);
    }
  });

  test("need units that are the asker's, and an earlier wave", async () => {
    const foreign = { unit: house.unit("RA"), ...asked, against: house.unit("B1") };
    await expect(relativeChanges(sources, region as Scope, foreign)).rejects.toMatchObject({
      code: "not_found",
    });
    const first = { unit: house.unit("G"), ...asked, wave: waves.before };
    const view = await relativeChanges(sources, hq as Scope, first);
    expect(view.previousWave).toBeNull();
    expect(view.units.every(({ change, beyond }) => change === null && beyond === null)).toBe(true);
  });
});

describe("reliability of dimensions", () => {
  test("is told of dimensions whose items are all shown in full, and of no other", async () => {
    const group = await reliabilityView(sources, hq as Scope, { unit: house.unit("G") });
    expect(group.dimensions.length).toBeGreaterThan(0);
    for (const { n, alpha, low, high, items, consistent } of group.dimensions) {
      expect(n).toBeGreaterThanOrEqual(30);
      expect(low <= alpha && alpha <= high).toBe(true);
      expect(consistent).toBe(items < 3 ? null : alpha >= group.enough.alpha);
    }
    const small = await reliabilityView(sources, hq as Scope, { unit: house.unit("A3"), phase: "S" });
    expect(small.dimensions).toEqual([]);
    expect(small.unknown.length).toBeGreaterThan(0);
  });
});
