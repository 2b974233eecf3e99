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
      for (const { node, quarters, years } of view.rows)
        for (const point of [...quarters, ...years]) {
          const key = `${code} ${node.id} ${point.from} ${point.to}`;
          expect(told.get(key) ?? point, key).toEqual(point);
          told.set(key, point);
        }
    }
  return told;
}

/** Windows of the same unit and node that hold each other, the years first. */
function partsOf(told: Told, unit: string, node: string) {
  const own = [...told].filter(([key]) => key.startsWith(`${unit} ${node} `)).map(([, point]) => point);
  return own.flatMap((year) =>
    own.some(
      ({ from, to }) =>
        from >= year.from && to <= year.to && from !== to && (from !== year.from || to !== year.to),
    )
      ? [
          {
            year,
            quarters: own.filter((each) => each !== year && each.from >= year.from && each.to <= year.to),
          },
        ]
      : [],
  );
}

test("windows that are told, of whatever month, are apart or hold each other, and tell no window between them", async () => {
  const told = await toldOn("2026-01-20", 1);
  const windows = [...told.values()].map(({ from, to }) => ({ from, to }));
  for (const a of windows)
    for (const b of windows) {
      const apart = a.to < b.from || b.to < a.from;
      const within = (a.from >= b.from && a.to <= b.to) || (b.from >= a.from && b.to <= a.to);
      expect(apart || within, `${a.from}–${a.to} and ${b.from}–${b.to}`).toBe(true);
    }
  let withheld = 0;
  for (const project of PROJECTS)
    for (const { year, quarters } of partsOf(told, project, "S02")) {
      const hidden = quarters.filter(({ value }) => value === null);
      withheld += hidden.length;
      if (year.value === null || hidden.length === 0) continue;
      const answers = (months: readonly string[]) =>
        months.reduce((sum, month) => sum + answering(project, month), 0);
      const behind = hidden.map(({ from, to }) =>
        answers(MONTHS.filter((month) => month >= from && month <= to)),
      );
      expect(behind.filter((n) => n > 0).length, `${project} ${year.to}`).not.toBe(1);
      expect(
        behind.reduce((sum, n) => sum + n, 0),
        `${project} ${year.to}`,
      ).toBeGreaterThanOrEqual(MINIMUM);
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
