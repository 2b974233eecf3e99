import { afterAll, beforeAll, expect, test } from "vitest";
import { heatView } from "#server/indicators/heat-view.ts";
import { homeView } from "#server/indicators/home-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { relativeChanges } from "./relative-changes.ts";
import { unitsView } from "./units-view.ts";

const NOW = new Date("2026-01-20T10:00:00+08:00");
const LIKE = { mix: "own", age: "calendar", organisation: "then", level: "projects" } as const;
let house: House;
let waves: SmallWaves;
let sources: Sources;
let hq: Scope;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const grant = { role: "hq_analyst", unitId: house.unit("G"), validFrom: "2025-01-01" } as const;
  hq = await makeScope(sources.db, await house.person("hq@example.cn", grant), "2026-01-20");
});
afterAll(() => house.close());

const compared = () => unitsView(sources, hq, { unit: house.unit("G"), ...LIKE });
const moved = () =>
  relativeChanges(sources, hq, { unit: house.unit("G"), level: "projects", organisation: "then" });

async function grade(wave: number, code: string, letter: "A" | "B" | "C") {
  await sources.db
    .insertInto("project_quality")
    .values({ wave_id: wave, project_id: house.unit(code), grade: letter, facts: "{}" })
    .onConflict((conflict) => conflict.columns(["wave_id", "project_id"]).doUpdateSet({ grade: letter }))
    .execute();
}

test("a project graded C keeps its score and has no band, rank, funnel or gain; the others close up", async () => {
  const [before, gains] = [await compared(), await moved()];
  const first = before.units.find(({ band }) => band === 1);
  const gained = gains.units.find(({ beyond }) => beyond !== null);
  if (!first || !gained) throw new Error("nothing is placed in the small waves");
  const { code } = first.unit;
  await grade(before.wave.id, code, "C");
  const view = await compared();
  const own = view.units.find(({ unit }) => unit.code === code);
  expect(own).toMatchObject({
    grade: "C",
    leftOut: true,
    reading: first.reading,
    band: null,
    order: null,
    ranks: null,
    funnel: null,
    neff: null,
    eligible: false,
  });
  const placed = (units: typeof view.units) => units.filter(({ band }) => band !== null).length;
  expect(placed(view.units)).toBe(placed(before.units) - 1);
  expect(view.units.some(({ band }) => band === 1)).toBe(true);

  await grade(waves.before, gained.unit.code, "C");
  const after = await moved();
  expect(after.units.find(({ unit }) => unit.code === gained.unit.code)).toMatchObject({
    grade: "C",
    leftOut: true,
    change: { difference: gained.change?.difference },
    beyond: null,
  });
  const count = (units: typeof after.units) => units.filter(({ beyond }) => beyond !== null).length;
  expect(count(after.units)).toBeLessThan(count(gains.units));
});

test("the heat table and Home say the grade, and Home gives such a project no band", async () => {
  const { units, wave } = await compared();
  const left = units.find(({ leftOut }) => leftOut);
  const heat = await heatView(sources, hq, { unit: house.unit("G"), by: "project", organisation: "then" });
  expect(heat.columns.find(({ unit }) => unit?.code === left?.unit.code)?.grade).toBe("C");
  expect(heat.columns.filter(({ role }) => role !== "part").map(({ grade }) => grade)).toEqual([null]);
  const region = left?.unit.code.startsWith("A") ? "RA" : "RB";
  const home = await homeView(sources, hq, { unit: house.unit(region), organisation: "then" }, NOW);
  expect(home.wave.id).toBe(wave.id);
  const bands = home.bands.filter(({ rows }) => rows.some(({ grade }) => grade === "C"));
  expect(bands.map(({ band }) => band)).toEqual([null]);
});

test("the rules of the business may place it like others", async () => {
  await sources.db
    .insertInto("setting")
    .values({ key: "comparison.leave_out_c", version: 1, value: "false", reason: "a test" })
    .execute();
  const view = await compared();
  expect(view.units.find(({ grade }) => grade === "C")).toMatchObject({ leftOut: false, band: 1 });
  expect((await moved()).units.some(({ leftOut }) => leftOut)).toBe(false);
});
