import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { callIn } from "#tests/hotline-calls.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { writeSmallWaves } from "#tests/security/small-wave.ts";
import { MEASURES } from "./measures.ts";
import { operationsView } from "./operations-view.ts";
import { recordCounts } from "./record-counts.ts";

const NOW = new Date("2026-01-20T04:00:00Z");
/** Repairs a project reported in the year before the wave's cut-off; A3 has too few. */
const REPAIRS = { A1: 40, A2: 31, A3: 3, B1: 22, B2: 18 } as const;
let house: House;
let sources: Sources;
let hq: Scope;
let region: Scope;

type Repair = { project: string; at: string; days: number | null; onTime: boolean | null };

async function report(orders: readonly Repair[]): Promise<void> {
  await house.record.db
    .insertInto("repair_order")
    .values(
      orders.map(({ project, at, days, onTime }, place) => ({
        project_id: house.unit(project),
        order_no: `${project}-${at}-${place}`,
        reported_at: new Date(`${at}T02:00:00Z`),
        closed_at: days === null ? null : new Date(Date.parse(`${at}T02:00:00Z`) + days * 86_400_000),
        status: days === null ? "open" : "closed",
        reopened: place % 10 === 0 ? 1 : 0,
        on_time: onTime,
      })),
    )
    .execute();
}

beforeAll(async () => {
  house = await openHouse();
  await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const scopeOf = async (role: "hq_head" | "region_head", unit: string) => {
    const grant = { role, unitId: house.unit(unit), validFrom: "2025-01-01" };
    return makeScope(sources.db, await house.person(`${role}@example.cn`, grant), "2026-01-20");
  };
  [hq, region] = [await scopeOf("hq_head", "G"), await scopeOf("region_head", "RA")];
  await report(
    Object.entries(REPAIRS).flatMap(([project, count]) =>
      Array.from({ length: count }, (_, at) => ({
        project,
        at: `2025-${String(1 + (at % 10)).padStart(2, "0")}-1${at % 9}`,
        days: 1 + (at % 7),
        onTime: at % 4 !== 0,
      })),
    ),
  );
});
afterAll(() => house.close());

describe("counts of the record", () => {
  const counts = async (project: string, after: string, upTo: string) =>
    (
      await recordCounts(
        sources.db,
        [{ unit: 1, project: house.unit(project) }],
        [{ key: "year", after, upTo }],
        NOW,
        30,
      )
    ).get("1|year");

  test("are those of the days asked for, with the median of days and its interval", async () => {
    const year = await counts("A1", "2024-11-30", "2025-11-30");
    expect(year).toMatchObject({ repairs: 40, judged: 40, onTime: 30, closed: 40, reopened: 4 });
    expect(year?.days).toBeCloseTo(4, 6);
    expect((year?.daysLow ?? 9) <= 4 && (year?.daysHigh ?? 0) >= 4).toBe(true);
    expect(await counts("A1", "2025-12-31", "2026-01-19")).toBeUndefined();
  });

  test("judge on time only what is due, whether it is done or not", async () => {
    await report([
      // quick ones of this month: done, but their day has not come
      ...Array.from({ length: 6 }, () => ({ project: "B2", at: "2026-01-05", days: 1, onTime: true })),
      // due and open: late, whatever the source says of those that are done
      ...Array.from({ length: 2 }, () => ({ project: "B2", at: "2025-12-05", days: null, onTime: null })),
      ...Array.from({ length: 3 }, () => ({ project: "B2", at: "2025-12-06", days: 2, onTime: true })),
    ]);
    expect(await counts("B2", "2025-11-30", "2026-01-20")).toMatchObject({
      repairs: 11,
      judged: 5,
      onTime: 3,
    });
    expect(await counts("B2", "2025-12-31", "2026-01-20")).toMatchObject({
      repairs: 6,
      judged: 0,
      onTime: 0,
    });
  });

  test("call a reply late when its day has passed, and say nothing of those that may still come", async () => {
    await sources.db
      .insertInto("complaint")
      .values(
        [
          { due: "2026-01-10", reply: "2026-01-09" },
          { due: "2026-01-10", reply: "2026-01-12" },
          { due: "2026-01-10", reply: null },
          { due: "2026-02-10", reply: null },
          { due: "2026-02-10", reply: "2026-01-15" },
        ].map(({ due, reply }, at) => ({
          project_id: house.unit("B1"),
          complaint_no: `c${at}`,
          submitted_at: new Date("2026-01-08T02:00:00Z"),
          reply_due_at: new Date(`${due}T02:00:00Z`),
          first_reply_at: reply === null ? null : new Date(`${reply}T02:00:00Z`),
          status: "open",
        })),
      )
      .execute();
    expect(await counts("B1", "2025-12-31", "2026-01-20")).toMatchObject({
      complaints: 5,
      due: 3,
      overdue: 2,
    });
  });
});

describe("operations beside opinions", () => {
  const ask = (scope: Scope, unit: string, by: "quarter" | "month" = "quarter") =>
    operationsView(sources, scope, { unit: house.unit(unit), by }, NOW);
  const measuresOf = async (unit: string, now: Date) =>
    (await operationsView(sources, hq, { unit: house.unit(unit), by: "quarter" }, now)).beside.flatMap(
      ({ measures }) => measures.map(({ key }) => key),
    );

  test("have no line for a kind of record that was never brought in", async () => {
    const others = MEASURES.filter((key) => !key.startsWith("calls-"));
    expect(new Set(await measuresOf("RA", new Date("2026-01-20T03:00:00Z")))).toEqual(new Set(others));
    await callIn(
      house,
      Object.entries(REPAIRS).flatMap(([project, count]) =>
        Array.from({ length: 2 * count }, (_, at) => ({
          project,
          at: `2025-${String(1 + (at % 10)).padStart(2, "0")}-1${at % 9}T10:00:00`,
          seconds: 5 + (at % 11),
          answered: at % 8 > 0,
          ...(at % 3 > 0 && { home: `${at % 13}` }),
        })),
      ),
    );
    expect(new Set(await measuresOf("RA", NOW))).toEqual(new Set(MEASURES));
    const calls = (await ask(hq, "RA")).beside
      .flatMap(({ measures }) => measures)
      .find(({ key }) => key === "calls-answered");
    // an eighth of 80, 62 and 6 calls rang in vain
    expect(calls?.year).toMatchObject({ state: "shown", n: 148, value: (100 * (148 - 19)) / 148 });
  });

  test("hide a project with few records, and a sibling with it, so that the region does not tell", async () => {
    const view = await ask(hq, "RA");
    const states = view.parts.map(({ unit, figures }) => [unit.code, figures["repairs-reopened"]?.state]);
    const hidden = states.filter(([, state]) => state !== "shown");
    expect(states.find(([code]) => code === "A3")?.[1]).toBe("few");
    expect(hidden.length).toBeGreaterThan(1);
    const whole = view.beside
      .flatMap(({ measures }) => measures)
      .find(({ key }) => key === "repairs-reopened");
    expect(whole?.year).toMatchObject({ state: "shown", n: 74 });
    for (const { figures } of view.parts)
      for (const { n, value, state, difference, verdict } of Object.values(figures))
        if (state !== "shown") expect([n, value, difference, verdict]).toEqual([null, null, null, null]);
  });

  test("show no number of records that follows from what is shown, over all units", async () => {
    const views = await Promise.all(
      ["G", "RA", "RB", "A1", "A2", "A3", "B1", "B2"].map((code) => ask(hq, code)),
    );
    const measures = [
      ...new Set(
        views.flatMap(({ beside }) => beside.flatMap((each) => each.measures.map(({ key }) => key))),
      ),
    ];
    for (const key of measures) {
      const n = new Map(
        views.map(({ unit, beside }) => {
          const series = beside.flatMap((each) => each.measures).find((each) => each.key === key);
          return [unit.code, series?.year] as const;
        }),
      );
      for (const [whole, parts] of [
        ["G", ["RA", "RB"]],
        ["RA", ["A1", "A2", "A3"]],
        ["RB", ["B1", "B2"]],
      ] as const) {
        const line = [whole, ...parts].map((code) => n.get(code)).filter((each) => each?.state !== "none");
        expect(
          line.filter((each) => each?.n === null),
          `${whole} ${key}`,
        ).not.toHaveLength(1);
      }
    }
  });

  test("say the same of a unit on its own page and on the page above", async () => {
    const [above, own] = [await ask(hq, "RA"), await ask(region, "A1")];
    const part = above.parts.find(({ unit }) => unit.code === "A1");
    for (const { measures } of own.beside)
      for (const { key, year } of measures)
        expect([year.state, year.n, year.value]).toEqual([
          part?.figures[key]?.state,
          part?.figures[key]?.n,
          part?.figures[key]?.value,
        ]);
    await expect(ask(region, "RB")).rejects.toMatchObject({ code: "not_found" });
  });

  test("divide time by months that do not tell what their quarter hides", async () => {
    const [quarters, months] = [await ask(hq, "A1"), await ask(hq, "A1", "month")];
    const pointsOf = (view: typeof quarters) =>
      view.beside.flatMap((each) => each.measures).find(({ key }) => key === "repairs-reopened")?.points ??
      [];
    for (const quarter of pointsOf(quarters)) {
      const start = pointsOf(months).findIndex(({ from }) => from === quarter.from);
      if (start < 0) continue;
      const line = [quarter, ...pointsOf(months).slice(start, start + 3)].filter(
        ({ state }) => state !== "none",
      );
      expect(
        line.filter(({ n }) => n === null),
        quarter.from,
      ).not.toHaveLength(1);
    }
  });
});
