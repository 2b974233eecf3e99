import { afterAll, beforeAll, expect, test } from "vitest";
import { relativeChanges } from "#server/explanations/relative-changes.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { cutFor } from "./cut.ts";
import { heatView } from "./heat-view.ts";
import { homeView } from "./home-view.ts";
import { placesAskedOtherwise } from "./mode-mix.ts";
import type { Sources } from "./sources.ts";

let house: House;
let waves: SmallWaves;
let sources: Sources;
let scope: Scope;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  // one phase of one project is called by phone instead of being sent a link
  await house.record.pool.query(
    "update response set mode = 'phone' where wave_id = $1 and project_id = $2 and phase = 'S' and mode = 'web'",
    [waves.now, house.unit("A1")],
  );
  const analysis = await house.analysis;
  await analysis.load();
  sources = { db: house.record.db, analysis };
  const grant = { role: "hq_analyst", unitId: house.unit("G"), validFrom: "2025-01-01" } as const;
  scope = await makeScope(sources.db, await house.person("hq@example.cn", grant), "2026-01-20");
});
afterAll(() => house.close());

const query = () => ({ unit: house.unit("G"), organisation: "then" }) as const;

function mix(web: number, phone: number) {
  return new Map([["whole/", new Map([...(web ? [["web", web] as const] : []), ["phone", phone]])]]);
}

test("a mix has moved when a mode's share did by more than so many points, whichever and whatever the numbers", () => {
  const moved = (a: [number, number], b: [number, number], points = 10) =>
    placesAskedOtherwise(mix(...a), mix(...b), points).size === 1;
  expect(moved([60, 40], [70, 30])).toBe(false);
  expect(moved([60, 40], [701, 299])).toBe(true);
  expect(moved([6, 4], [6_000, 4_000])).toBe(false);
  expect(moved([0, 40], [11, 89])).toBe(true);
  expect(moved([11, 89], [0, 40])).toBe(true);
  expect(moved([0, 10], [100, 0], 100)).toBe(false);
  expect(placesAskedOtherwise(new Map(), mix(1, 1), 10).size).toBe(0);
});

test("the places marked are those a count by hand finds", async () => {
  const { rows } = await house.record.pool.query<{ key: string; moved: boolean }>(
    `with answers as (
       select r.wave_id, r.mode, r.phase, 'project:' || r.project_id as project, 'region:' || m.region_id as region
       from response r join frame_member m using (respondent_key) where r.quality in ('ok', 'flagged')),
     places as (
       select a.wave_id, a.mode, unit || '/' || part as key from answers a,
         unnest(array['whole', a.project, a.region]) unit, unnest(array['', a.phase]) part),
     shares as (
       select key, mode,
         count(*) filter (where wave_id = $1)::float / sum(count(*) filter (where wave_id = $1)) over (partition by key) as was,
         count(*) filter (where wave_id = $2)::float / sum(count(*) filter (where wave_id = $2)) over (partition by key) as is
       from places group by key, mode)
     select key, max(abs(shares.is - was)) > 0.1 as moved from shares group by key order by key`,
    [waves.before, waves.now],
  );
  const { askedOtherwise } = await cutFor(sources, scope, query());
  const units = [...askedOtherwise].filter((key) => !key.startsWith("region_current:"));
  expect(units.toSorted()).toEqual(rows.flatMap(({ key, moved }) => (moved ? [key] : [])).toSorted());
  const [a1, ra] = [house.unit("A1"), house.unit("RA")];
  expect(units.toSorted()).toEqual(
    [`project:${a1}/`, `project:${a1}/S`, `region:${ra}/`, `region:${ra}/S`, "whole/S"].toSorted(),
  );
  expect(askedOtherwise.has(`region_current:${ra}/`)).toBe(true);
});

test("changes there carry the mark on home, in the table and against each other, and gaps do not", async () => {
  const home = await homeView(sources, scope, query(), new Date("2026-01-20T04:00:00Z"));
  expect(home.index.change).not.toHaveProperty("askedOtherwise");
  expect(home.phases.map(({ phase, change }) => [phase, change?.askedOtherwise])).toContainEqual(["S", true]);

  const heat = await heatView(sources, scope, { ...query(), by: "unit", against: "previous" });
  const [row] = heat.rows;
  const marks = heat.columns.map(({ unit }, at) => [
    unit?.code,
    row?.cells[at]?.change?.askedOtherwise ?? false,
  ]);
  expect(Object.fromEntries(marks)).toMatchObject({ RA: true, RB: false });
  const gaps = await heatView(sources, scope, { ...query(), by: "unit" });
  expect(
    gaps.rows.flatMap(({ cells }) => cells.map(({ difference }) => difference?.askedOtherwise)),
  ).not.toContain(true);

  const relative = await relativeChanges(sources, scope, { ...query(), level: "projects" });
  const marked = relative.units.filter(({ change }) => change?.askedOtherwise).map(({ unit }) => unit.code);
  expect(marked).toEqual(["A1"]);
});

test("one mode alone has no mix, and the setting decides how much is much", async () => {
  const phone = await cutFor(sources, scope, { ...query(), mode: "phone" });
  expect(phone.askedOtherwise.size).toBe(0);
  await sources.db
    .insertInto("setting")
    .values({ key: "comparison.mode_points", version: 1, value: "40" })
    .execute();
  const cut = await cutFor(sources, scope, query());
  expect([...cut.askedOtherwise].toSorted()).toEqual([`project:${house.unit("A1")}/S`]);
});
