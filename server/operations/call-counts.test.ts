import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "#server/database/connection.ts";
import { callIn, type ToldCall } from "#tests/hotline-calls.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { callCounts } from "./call-counts.ts";
import type { Period } from "./periods.ts";
import { recordBases } from "./record-bases.ts";
import { recordCounts } from "./record-counts.ts";

const YEAR: Period = { key: "year", after: "2024-11-30", upTo: "2025-11-30" };
const JUNE: Period = { key: "june", after: "2025-05-31", upTo: "2025-06-30" };
const SUMMER: Period = { key: "summer", after: "2025-05-31", upTo: "2025-08-31" };
const NOW = new Date("2026-01-20T04:00:00Z");
let house: House;
let db: Database;

/** Calls without a pattern, of which most wait for some seconds and share them with others. */
const CALLS: readonly ToldCall[] = Array.from({ length: 400 }, (_, at) => ({
  project: ["A1", "A2", "A3"][at % 3] ?? "A1",
  at: `2025-0${1 + (Math.floor(at / 3) % 9)}-${String(1 + ((at * 11) % 28)).padStart(2, "0")}T${String(at % 24).padStart(2, "0")}:59:59`,
  seconds: (at * at) % 37,
  answered: at % 8 !== 0,
  ...(at % 5 > 0 && { home: `${100 + ((at * 13) % 41)}` }),
}));

beforeAll(async () => {
  house = await openHouse();
  db = house.record.db;
  await callIn(house, CALLS);
  await callIn(house, [
    // in China the first is in the year and the last is not, whatever the day elsewhere
    { project: "B1", at: "2024-12-01T00:00:00", seconds: 10, answered: true, home: "101" },
    { project: "B1", at: "2025-06-01T09:00:00", seconds: 20, answered: true, home: "101" },
    { project: "B1", at: "2025-06-02T09:00:00", seconds: 90, answered: false, home: "101" },
    { project: "B1", at: "2025-06-30T23:59:59", seconds: 40, answered: true, home: "102" },
    { project: "B1", at: "2025-11-30T23:59:59", seconds: 30, answered: true },
    { project: "B1", at: "2025-12-01T00:00:00", seconds: 5, answered: true, home: "102" },
  ]);
});
afterAll(() => house.close());

/** The same by sorting every call, as the definitions are written down. */
function counted(projects: readonly string[], { after, upTo }: Period) {
  const calls = CALLS.filter(
    ({ project, at }) => projects.includes(project) && at.slice(0, 10) > after,
  ).filter(({ at }) => at.slice(0, 10) <= upTo);
  const waits = calls
    .filter(({ answered }) => answered)
    .map(({ seconds }) => seconds)
    .toSorted((a, b) => a - b);
  const n = waits.length;
  const rank = (place: number) => waits[Math.min(Math.max(place, 1), n) - 1] ?? Number.NaN;
  const homes = Map.groupBy(calls, ({ project, home }, at) => `${project}|${home ?? `call ${at}`}`);
  return {
    calls: calls.length,
    answered: n,
    callSquares: [...homes.values()].reduce((sum, { length }) => sum + length ** 2, 0),
    wait: (rank(Math.floor((n + 1) / 2)) + rank(Math.floor((n + 2) / 2))) / 2,
    waitLow: rank(Math.floor(n / 2 - 0.98 * Math.sqrt(n))),
    waitHigh: rank(Math.ceil(n / 2 + 0.98 * Math.sqrt(n)) + 1),
  };
}

describe("counts of calls", () => {
  test("are those of the days in China, with the middle of the waits of who was answered", async () => {
    const counts = await callCounts(db, [{ unit: 1, project: house.unit("B1") }], [YEAR, JUNE]);
    // three of home 101, one of 102, one from nowhere known; 10, 20, 30 and 40 seconds
    expect(counts.get("1|year")).toEqual({
      calls: 5,
      answered: 4,
      callSquares: 9 + 1 + 1,
      wait: 25,
      waitLow: 10,
      waitHigh: 40,
    });
    expect(counts.get("1|june")).toMatchObject({ calls: 3, answered: 2, callSquares: 4 + 1, wait: 30 });
    expect(await callCounts(db, [], [YEAR])).toEqual(new Map());
    expect((await callCounts(db, [{ unit: 1, project: house.unit("B2") }], [YEAR])).size).toBe(0);
  });

  test("are what sorting every call gives, for units that share projects and periods that share days", async () => {
    const sets = { 1: ["A1"], 2: ["A1", "A2"], 3: ["A1", "A2", "A3"] };
    const members = Object.entries(sets).flatMap(([unit, projects]) =>
      projects.map((project) => ({ unit: Number(unit), project: house.unit(project) })),
    );
    const counts = await callCounts(db, members, [YEAR, JUNE, SUMMER]);
    for (const [unit, projects] of Object.entries(sets))
      for (const period of [YEAR, JUNE, SUMMER])
        expect(counts.get(`${unit}|${period.key}`), `${unit} ${period.key}`).toEqual(
          counted(projects, period),
        );
  });
});

test("numbers of records are those the figures are made of", async () => {
  const cases = Array.from({ length: 40 }, (_, at) => ({
    project_id: house.unit(at % 3 === 0 ? "A1" : "B2"),
    day: new Date(`2025-${String(1 + (at % 12)).padStart(2, "0")}-05T17:30:00Z`),
    ended: at % 4 === 0 ? null : new Date("2026-01-02T02:00:00Z"),
    no: `${at}`,
  }));
  await db
    .insertInto("repair_order")
    .values(
      cases.map(({ project_id, day, ended, no }, at) => ({
        project_id,
        order_no: no,
        reported_at: day,
        closed_at: ended,
        status: at % 9 === 0 ? ("void" as const) : ended ? ("closed" as const) : ("open" as const),
        on_time: at % 7 === 0 || !ended ? null : at % 2 === 0,
      })),
    )
    .execute();
  await db
    .insertInto("complaint")
    .values(
      cases.map(({ project_id, day, ended, no }, at) => ({
        project_id,
        complaint_no: no,
        submitted_at: day,
        reply_due_at: at % 5 === 0 ? null : new Date(day.getTime() + 40 * 86_400_000),
        solved: at % 3 === 0 ? null : ended !== null,
        status: at % 9 === 0 ? ("void" as const) : ("open" as const),
      })),
    )
    .execute();
  const projects = ["A1", "A2", "B1", "B2"].map((code) => house.unit(code));
  const members = projects.map((project) => ({ unit: project, project }));
  const periods = [YEAR, JUNE, SUMMER, { key: "now", after: "2025-11-30", upTo: "2026-01-20" }];
  const [bases, counts] = [
    await recordBases(db, projects, periods, NOW, 30),
    await recordCounts(db, members, periods, NOW, 30),
  ];
  expect([...bases.keys()].toSorted()).toEqual([...counts.keys()].toSorted());
  for (const [key, own] of bases) expect(counts.get(key), key).toMatchObject(own);
  expect([...bases.values()].some(({ judged, repairs }) => judged > 0 && judged < repairs)).toBe(true);
  expect([...bases.values()].some(({ due, complaints }) => due > 0 && due < complaints)).toBe(true);
});

test("a call without an answer has no talk, and no call is kept twice", async () => {
  const call = { project_id: house.unit("A1"), call_no: "x", started_at: NOW, queue_seconds: 3 };
  const write = (values: { answered: boolean; talk_seconds: number | null; queue_seconds?: number }) =>
    db
      .insertInto("hotline_call")
      .values({ ...call, ...values })
      .execute();
  await expect(write({ answered: false, talk_seconds: 5 })).rejects.toThrow(/check/);
  await expect(write({ answered: true, talk_seconds: 5, queue_seconds: -1 })).rejects.toThrow(/check/);
  await write({ answered: true, talk_seconds: null });
  await expect(write({ answered: false, talk_seconds: null })).rejects.toThrow(/unique/);
});
