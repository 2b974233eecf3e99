import { afterAll, beforeAll, expect, test } from "vitest";
import { definitionHash } from "#analytics/definition-hash.ts";
import { DEFINITIONS } from "#analytics/definitions/registry.ts";
import { type RollingPoint, rollingView } from "#server/indicators/rolling-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { tilted } from "../other-version.ts";
import { MONTHLY_CALLBACKS, monthsOf, writeCallbacks } from "../written-callbacks.ts";
import { type House, openHouse } from "./house.ts";

const YEARS = [2024, 2025];
const MONTHS = YEARS.flatMap(monthsOf);
const PROJECTS = Object.keys(MONTHLY_CALLBACKS);
/** Fewer answers than this are told of nobody. */
const MINIMUM = 10;

/** Months of nobody, of few and of many, as they come. */
function answering(project: string, month: string): number {
  const at = PROJECTS.indexOf(project) * 31 + MONTHS.indexOf(month) * 17;
  return [0, 2, 5, 9, 1, 4, 3][((at * at) % 101) % 7] ?? 0;
}

let house: House;
let sources: Sources;
let reader: string;

beforeAll(async () => {
  house = await openHouse();
  await writeCallbacks(house, YEARS, answering);
  sources = { db: house.record.db, analysis: await house.analysis };
  await sources.analysis.load();
  reader = await house.person("analyst@example.cn", {
    role: "hq_analyst",
    unitId: house.unit("G"),
    validFrom: "2024-01-01",
  });
});
afterAll(() => house.close());

type Told = ReadonlyMap<string, RollingPoint>;

/** Everything that is told on a day, by unit, node and window, whatever month it is asked up to; the same in every answer. */
async function toldOn(today: string, version: number): Promise<Told> {
  const scope: Scope = await makeScope(sources.db, reader, today);
  const told = new Map<string, RollingPoint>();
  for (const upTo of MONTHS.filter((month) => month < today.slice(0, 7)))
    for (const code of ["G", "RA", "RB", ...PROJECTS]) {
      const view = await rollingView(sources, scope, { kind: "signing", unit: house.unit(code), upTo });
      if (view.passport.definition.version !== version) continue;
      for (const { node, quarters, twelves } of view.rows)
        for (const point of [...quarters, ...twelves]) {
          const key = `${code} ${node.id} ${point.from} ${point.to}`;
          expect(told.get(key) ?? point, key).toEqual(point);
          told.set(key, point);
        }
    }
  return told;
}

test("windows that are told, of whatever month, are whole quarters or four of them, and none is of few", async () => {
  const told = await toldOn("2026-01-20", 1);
  const starts = new Set(["01", "04", "07", "10"]);
  const ends = new Set(["03", "06", "09", "12"]);
  for (const { from, to } of told.values()) {
    expect(starts.has(from.slice(5)) && ends.has(to.slice(5)), `${from}–${to}`).toBe(true);
    const months =
      12 * (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) + Number(to.slice(5)) - Number(from.slice(5));
    expect([2, 11], `${from}–${to}`).toContain(months);
  }
  let withheld = 0;
  for (const project of PROJECTS)
    for (const [key, { from, to, value }] of told) {
      if (!key.startsWith(`${project} S02 `)) continue;
      const own = MONTHS.filter((month) => month >= from && month <= to);
      const n = own.reduce((sum, month) => sum + answering(project, month), 0);
      if (value === null) withheld += Number(n > 0);
      else expect(n, key).toBeGreaterThanOrEqual(MINIMUM);
    }
  expect(withheld).toBeGreaterThan(3);
});

test("what was told of a quarter once is told so for good, so that two days tell nothing between them", async () => {
  const last = await toldOn("2026-01-20", 1);
  for (const today of ["2024-08-20", "2025-05-20"])
    for (const [key, point] of await toldOn(today, 1)) expect(last.get(key), key).toEqual(point);
});

test("under another version a window tells no more than under that of its time, and says so", async () => {
  const shipped = DEFINITIONS.find(({ id }) => id === "signing-callback");
  if (!shipped) throw new Error("the rule of the callback ships");
  const definition = { ...shipped, version: 2, tree: tilted(shipped.tree) };
  await sources.db
    .insertInto("index_definition")
    .values({
      id: definition.id,
      version: 2,
      status: "published",
      definition: JSON.stringify(definition),
      hash: definitionHash(definition),
      published_at: new Date(),
      effective_wave_year: 2025,
    })
    .execute();
  const [first, second] = [await toldOn("2026-01-20", 1), await toldOn("2026-01-20", 2)];
  let moved = 0;
  for (const [key, point] of second) {
    const before = first.get(key);
    expect(point.restated, key).toBe(point.to < "2025-01");
    if (before === undefined) continue;
    if (before.value === null) expect(point.value, key).toBeNull();
    if (before.value !== null && point.value !== null && before.value !== point.value) moved++;
  }
  expect(moved).toBeGreaterThan(0);
});
