import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cellView } from "#server/indicators/cell-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { operationsView } from "./operations-view.ts";

/* A flag is raised where score and records went apart for sure, both of them, and nowhere else. */

const COUNT = 60;
let house: House;
let waves: SmallWaves;
let sources: Sources;
let head: Scope;
let asked = 0;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const grant = { role: "region_head", unitId: house.unit("RA"), validFrom: "2025-01-01" } as const;
  head = await makeScope(sources.db, await house.person("head@example.cn", grant), "2026-01-20");
  // the whole index rose for sure between the two waves
  await sources.db
    .insertInto("setting")
    .values({
      key: "operations.beside",
      version: 1,
      value: JSON.stringify({ TOTAL: ["repairs-reopened"] }),
    })
    .execute();
});
beforeEach(async () => {
  await sources.db.deleteFrom("repair_order").execute();
});
afterAll(() => house.close());

/** Sixty repairs in the twelve months before each cut-off day, so many of which were reported again. */
async function repaired(again: { readonly before: number; readonly now: number }): Promise<void> {
  const years = [
    [2024, again.before],
    [2025, again.now],
  ] as const;
  await sources.db
    .insertInto("repair_order")
    .values(
      years.flatMap(([year, reopened]) =>
        Array.from({ length: COUNT }, (_, at) => ({
          project_id: house.unit("A1"),
          order_no: `${year}-${at}`,
          reported_at: new Date(Date.UTC(year, at % 10, 5 + (at % 20), 2)),
          closed_at: new Date(Date.UTC(year, at % 10, 8 + (at % 20), 2)),
          status: "closed",
          reopened: at < reopened ? 1 : 0,
          on_time: true,
        })),
      ),
    )
    .execute();
}

async function viewOf(more: { readonly wave?: number; readonly compare?: number } = {}) {
  // what was counted is remembered for some minutes
  const now = new Date(Date.UTC(2026, 0, 20, 4 + asked++));
  return operationsView(sources, head, { unit: house.unit("RA"), by: "quarter", ...more }, now);
}

test("is raised where scores rose and records became worse, both for sure", async () => {
  await repaired({ before: 3, now: 24 });
  const { flags } = await viewOf();
  const { change } = await cellView(
    sources,
    head,
    { unit: house.unit("RA"), node: "TOTAL", organisation: "then" },
    new Date("2026-01-20T04:00:00Z"),
  );
  expect(change?.verdict).toBe("better");
  const [flag] = flags.filter(({ unit }) => unit.code === "RA");
  expect(flag).toMatchObject({
    kind: "score-up-records-worse",
    node: { id: "TOTAL" },
    measure: "repairs-reopened",
    change,
    figure: { n: COUNT, verdict: "worse" },
  });
  // 24 of 60 against 3 of 60, in per cent
  expect(flag?.figure.value).toBeCloseTo(40, 9);
  expect(flag?.figure.difference).toBeCloseTo(35, 9);
});

test("is raised the other way round where scores fell and records became better", async () => {
  await repaired({ before: 3, now: 24 });
  // read backwards the score fell, and fewer repairs came back
  const { flags } = await viewOf({ wave: waves.before, compare: waves.now });
  expect(flags.filter(({ unit }) => unit.code === "RA")).toMatchObject([
    { kind: "score-down-records-better", change: { verdict: "worse" }, figure: { verdict: "better" } },
  ]);
});

test("is not raised where the records may have moved by chance, although they became worse", async () => {
  await repaired({ before: 6, now: 9 });
  const { flags, beside } = await viewOf();
  const [figure] = beside.flatMap(({ measures }) => measures.map(({ year }) => year));
  expect(figure).toMatchObject({ n: COUNT, verdict: "not-distinguishable" });
  expect(figure?.difference).toBeCloseTo(5, 9);
  expect(flags).toEqual([]);
});

test("is not raised where records moved for sure with the score", async () => {
  await repaired({ before: 24, now: 3 });
  const { flags, beside } = await viewOf();
  const [figure] = beside.flatMap(({ measures }) => measures.map(({ year }) => year));
  expect(figure?.verdict).toBe("better");
  expect(flags).toEqual([]);
});
