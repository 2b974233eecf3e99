import { afterAll, beforeAll, expect, test } from "vitest";
import { operationsView } from "#server/operations/operations-view.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { callIn } from "#tests/hotline-calls.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { writeSmallWaves } from "#tests/security/small-wave.ts";
import { cellView } from "./cell-view.ts";
import type { Sources } from "./sources.ts";

const NOW = new Date("2026-01-20T04:00:00Z");
/** Records of each kind by project in the year before the wave; A3 has too few. */
const RECORDS = { A1: 40, A2: 31, A3: 3, B1: 22, B2: 18 } as const;
/** What a drawer shows, and the measure on the screen of operations it is part of. */
const SHOWN = [
  ["D4", "repairs", "repairs-reopened", "n"],
  ["D4", "repairs-reopened-share", "repairs-reopened", "value"],
  ["D4", "repairs-median-days", "repairs-median-days", "value"],
  ["D5", "complaints", "complaints-per-100", "n"],
  ["D5", "calls", "calls-answered", "n"],
  ["D5", "calls-answered-share", "calls-answered", "value"],
  ["D5", "calls-median-wait", "calls-median-wait", "value"],
] as const;
let house: House;
let sources: Sources;
let head: Scope;

beforeAll(async () => {
  house = await openHouse();
  await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const grant = { role: "hq_head", unitId: house.unit("G"), validFrom: "2025-01-01" } as const;
  head = await makeScope(sources.db, await house.person("head@example.cn", grant), "2026-01-20");
  for (const [project, count] of Object.entries(RECORDS)) {
    const days = Array.from(
      { length: count },
      (_, at) => `2025-${String(1 + (at % 10)).padStart(2, "0")}-12`,
    );
    await sources.db
      .insertInto("repair_order")
      .values(
        days.map((day, at) => ({
          project_id: house.unit(project),
          order_no: `r${at}`,
          reported_at: new Date(`${day}T02:00:00Z`),
          closed_at: new Date(Date.parse(`${day}T02:00:00Z`) + (1 + (at % 5)) * 86_400_000),
          status: "closed",
          reopened: at % 6 === 0 ? 1 : 0,
        })),
      )
      .execute();
    await sources.db
      .insertInto("complaint")
      .values(
        days.map((day, at) => ({
          project_id: house.unit(project),
          complaint_no: `c${at}`,
          submitted_at: new Date(`${day}T02:00:00Z`),
          status: "open",
        })),
      )
      .execute();
    await callIn(
      house,
      days.map((day, at) => ({
        project,
        at: `${day}T10:00:00`,
        seconds: 10 + (at % 7),
        answered: at % 9 > 0,
      })),
    );
  }
});
afterAll(() => house.close());

test("a drawer tells of the records what the screen of operations tells, and hides what it hides", async () => {
  let [told, kept] = [0, 0];
  for (const code of ["G", "RA", "RB", ...Object.keys(RECORDS)]) {
    const unit = house.unit(code);
    const view = await operationsView(sources, head, { unit, by: "quarter" }, NOW);
    for (const [node, key, measure, part] of SHOWN) {
      const { operations } = await cellView(sources, head, { unit, node, organisation: "then" }, NOW);
      const figure = view.beside
        .find((beside) => beside.node.id === node)
        ?.measures.find((each) => each.key === measure)?.year;
      expect(operations.find((each) => each.key === key)?.value ?? null, `${code} ${key}`).toEqual(
        figure?.[part],
      );
      if (figure?.state === "shown") told += 1;
      else kept += 1;
    }
  }
  expect(told).toBeGreaterThan(0);
  // three of a project are not to be worked out from its region and its siblings
  expect(kept).toBeGreaterThan(SHOWN.length);
});

test("no number of records in a drawer follows from those of the others", async () => {
  const count = async (code: string, node: string, key: string) =>
    (
      await cellView(sources, head, { unit: house.unit(code), node, organisation: "then" }, NOW)
    ).operations.find((each) => each.key === key)?.value;
  for (const [node, key] of [
    ["D4", "repairs"],
    ["D5", "complaints"],
    ["D5", "calls"],
  ] as const)
    for (const line of [
      ["G", "RA", "RB"],
      ["RA", "A1", "A2", "A3"],
      ["RB", "B1", "B2"],
    ]) {
      const counts = await Promise.all(line.map((code) => count(code, node, key)));
      expect(
        counts.filter((each) => each === undefined),
        `${key} ${line.join()}`,
      ).not.toHaveLength(1);
    }
});

test("an item has the records of its indicator, and an indicator without any has none", async () => {
  const operations = async (node: string) =>
    (await cellView(sources, head, { unit: house.unit("RB"), node, organisation: "then" }, NOW)).operations;
  expect(await operations("Y34")).toEqual(await operations("D5"));
  expect((await operations("P2")).map(({ key }) => key)).toEqual(
    (await operations("D4")).map(({ key }) => key),
  );
  expect(await operations("M1")).toEqual([]);
});
