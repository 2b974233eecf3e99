import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { writeSmallWaves } from "#tests/security/small-wave.ts";
import { fieldworkView } from "./fieldwork-view.ts";
import { relativeChanges } from "./relative-changes.ts";
import { unitsView } from "./units-view.ts";

const LIKE = { mix: "standard", age: "calendar", organisation: "then" } as const;
let house: House;
let sources: Sources;
let hq: Scope | undefined;

beforeAll(async () => {
  house = await openHouse();
  const waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const grant = { role: "hq_analyst", unitId: house.unit("G"), validFrom: "2025-01-01" } as const;
  hq = await makeScope(sources.db, await house.person("hq_analyst@example.cn", grant), "2026-01-20");
  const { db } = house.record;
  const asked = () => db.updateTable("frame_member").where("wave_id", "=", waves.now);
  const answered = db.selectFrom("response").select("respondent_key");
  await asked().set({ disposition: "I" }).where("respondent_key", "in", answered).execute();
  await asked().set({ disposition: "NC" }).where("disposition", "is", null).execute();
  await sources.analysis.load();
});
afterAll(() => house.close());

/** Puts a version of a setting into the record. */
async function set(key: string, value: number, version: number): Promise<void> {
  const by = (hq as Scope).userId;
  const row = { key, version, value: JSON.stringify(value), reason: "t", changed_by: by };
  await house.record.db.insertInto("setting").values(row).execute();
}

test("units are placed from as many answers as the settings ask of a full value", async () => {
  const query = { unit: house.unit("G"), level: "projects", ...LIKE } as const;
  const usual = await unitsView(sources, hq as Scope, query);
  await set("display.full_from", 80, 1);
  const strict = await unitsView(sources, hq as Scope, query);
  for (const { unit, reading, band } of strict.units) {
    const before = usual.units.find((each) => each.unit.id === unit.id);
    expect(reading).toEqual({
      ...before?.reading,
      state: before?.reading.state === "full" && (reading.n ?? 0) < 80 ? "indicative" : before?.reading.state,
    });
    if (reading.state !== "full") expect(band).toBeNull();
  }
  const placed = ({ units }: typeof usual) => units.filter(({ band }) => band !== null).length;
  expect(placed(strict)).toBeLessThan(placed(usual));
  await set("display.full_from", 30, 2);
  expect((await unitsView(sources, hq as Scope, query)).units).toEqual(usual.units);
});

test("units are for appraisal from the answers, reliability and weights the settings ask", async () => {
  const query = { unit: house.unit("G"), level: "projects", ...LIKE } as const;
  await set("ranking.answers", 10, 1);
  await set("ranking.reliability", 0, 1);
  await set("ranking.weighting", 100, 1);
  const placed = (await unitsView(sources, hq as Scope, query)).units.filter(({ band }) => band !== null);
  expect(placed.length).toBeGreaterThan(0);
  for (const { eligible, comparable, reliability } of placed)
    expect(eligible).toBe(comparable && reliability !== null);
  await set("ranking.answers", 10_000, 2);
  const none = await unitsView(sources, hq as Scope, query);
  expect(none.units.some(({ eligible }) => eligible)).toBe(false);
  await set("ranking.answers", 50, 3);
  await set("ranking.reliability", 0.7, 2);
  await set("ranking.weighting", 2.5, 2);
});

test("fieldwork is flagged by the rules in force", async () => {
  const look = async () => {
    const { rates, shares, passport } = await fieldworkView(sources, hq as Scope, {
      unit: house.unit("G"),
    });
    const flagged = shares.filter((row) => row.flagged).length;
    return { flag: rates[0]?.flag, flagged, method: passport.method.en };
  };
  const usual = await look();
  await set("fieldwork.rate_amber", 60, 1);
  await set("fieldwork.gap_points", 100, 1);
  expect(await look()).toMatchObject({ flag: "amber", flagged: 0 });
  await set("fieldwork.rate_red", 50, 1);
  await set("fieldwork.gap_points", 0.001, 2);
  const strict = await look();
  expect(strict.flag).toBe("red");
  expect(strict.method).toContain("0.001 points");
  await set("fieldwork.rate_amber", 40, 2);
  await set("fieldwork.rate_red", 20, 2);
  await set("fieldwork.gap_points", 5, 3);
  expect(await look()).toEqual(usual);
});

test("changes warn early of what has no verdict yet, and of nothing that has one", async () => {
  const look = () =>
    relativeChanges(sources, hq as Scope, { unit: house.unit("G"), level: "projects", organisation: "then" });
  const usual = await look();
  expect(usual.watchLevel).toBe(0.1);
  await set("verdict.watch", 0.5, 1);
  const wide = await look();
  for (const { watch, units } of [usual, wide]) {
    for (const { unit, change } of watch) {
      expect(change.verdict).toBe("not-distinguishable");
      expect(units.find((each) => each.unit.id === unit.id)?.change).toEqual(change);
    }
    const order = watch.map(({ change }) => change.difference);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  const named = (view: typeof usual) => new Set(view.watch.map(({ unit }) => unit.code));
  for (const code of named(usual)) expect(named(wide)).toContain(code);
  // a difference too small for a verdict is on it when it is sure
  await set("verdict.points", 100, 1);
  const unjudged = await look();
  const judged = usual.units.filter(
    ({ change }) => change !== null && change.verdict !== "not-distinguishable",
  );
  expect(judged.length).toBeGreaterThan(0);
  for (const { unit } of judged) expect(named(unjudged)).toContain(unit.code);
  await set("verdict.points", 2, 2);
  await set("verdict.watch", 0.1, 2);
});
