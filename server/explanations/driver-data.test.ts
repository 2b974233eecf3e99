import { describe, expect, it } from "vitest";
import { indexDefinition } from "#analytics/index-definition.ts";
import { seededRandom } from "#analytics/statistics/seeded-random.ts";
import type { AnswerRows } from "#server/analysis/answer-rows.ts";
import type { NodeInfo } from "#server/indicators/nodes.ts";
import type { ReadingView } from "#server/indicators/reading-view.ts";
import { driverData } from "./driver-data.ts";
import { analyseUsers, userDriver } from "./user-drivers.ts";

const ITEMS = ["Y0", "Y1", "Y2", "Y3"];
const DEFINITION = indexDefinition.parse({
  id: "any",
  version: 1,
  items: Object.fromEntries(ITEMS.map((item) => [item, { scale: [1, 5] }])),
  tree: { id: "T", items: Object.fromEntries(ITEMS.map((item) => [item, 1])) },
});
const DRIVERS = ["Y1", "Y2", "Y3"].map((id) => ({ id, items: { [id]: 1 } }));
const PLAN = { seed: 4, draws: 60 };

/** Marks of 1–5 (0: none); the fourth item is put to every second. */
function marks(count: number): number[][] {
  const random = seededRandom(77);
  return Array.from({ length: count }, (_, row) => {
    const [a, b, c] = [0, 0, 0].map(() => 1 + random.below(5)) as [number, number, number];
    const overall = Math.min(
      5,
      Math.max(1, Math.round(0.5 * a + 0.2 * b + 0.3 * c + random.uniform() - 0.5)),
    );
    return [overall, a, row % 9 === 0 ? 0 : b, row % 2 === 0 ? c : 0];
  });
}

function rowsOf(given: readonly (readonly number[])[]): AnswerRows {
  return {
    count: given.length,
    stratum: Int32Array.from(given, (_, row) => row % 3),
    strata: [],
    codeBook: ITEMS.map((item) => ({ item, lowest: 1, size: 5 })) as AnswerRows["codeBook"],
    codes: new Map(ITEMS.map((item, at) => [item, Uint8Array.from(given, (row) => row[at] ?? 0)])),
    ids: given.map((_, row) => row.toString(16).padStart(32, "0")),
  };
}

const weightOf = (stratum: number) => 1 + stratum;

/** R² of weighted least squares of the first column on some others, by normal equations. */
function r2Of(
  rows: readonly (readonly number[])[],
  weights: readonly number[],
  on: readonly number[],
): number {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = (at: number) =>
    rows.reduce((sum, row, r) => sum + (weights[r] ?? 0) * (row[at] ?? 0), 0) / total;
  const cross = (a: number, b: number) =>
    rows.reduce(
      (sum, row, r) => sum + (weights[r] ?? 0) * ((row[a] ?? 0) - mean(a)) * ((row[b] ?? 0) - mean(b)),
      0,
    );
  const system = on.map((a) => [...on.map((b) => cross(a, b)), cross(a, 0)]);
  for (const [at, pivot] of system.entries())
    for (const [other, row] of system.entries()) {
      if (other === at) continue;
      const times = (row[at] ?? 0) / (pivot[at] ?? 1);
      for (const column of row.keys()) row[column] = (row[column] ?? 0) - times * (pivot[column] ?? 0);
    }
  const explained = on.reduce((sum, a, at) => {
    const [row] = [system[at] ?? []];
    return sum + ((row.at(-1) ?? 0) / (row[at] ?? 1)) * cross(a, 0);
  }, 0);
  return explained / cross(0, 0);
}

const ORDERS = [
  [1, 2, 3],
  [1, 3, 2],
  [2, 1, 3],
  [2, 3, 1],
  [3, 1, 2],
  [3, 2, 1],
];

const INFO = { id: "Y3", title: { zh: "", en: "" }, port: null, unit: "points" } as unknown as NodeInfo;
const reading = (state: ReadingView["state"]): ReadingView => ({
  value: 60,
  low: 58,
  high: 62,
  halfWidth: 2,
  n: 300,
  state,
});

describe("a dimension put to few", () => {
  const given = marks(600);
  const data = driverData(DEFINITION, DRIVERS, "Y0", rowsOf(given), weightOf);
  const [model] = data.users;

  it("has a model among its users, with the common dimensions, by averages over orderings", () => {
    expect(data.drivers.map(({ id }) => id)).toEqual(["Y1", "Y2"]);
    expect(data.users.map(({ id }) => id)).toEqual(["Y3"]);
    const users = [...given.keys()].filter((row) => given[row]?.every((mark) => mark > 0));
    const rows = users.map((row) => given[row] ?? []);
    const weights = users.map((row) => weightOf(row % 3));
    const r2 = (on: readonly number[]) => (on.length === 0 ? 0 : r2Of(rows, weights, on));
    const lmg = DRIVERS.map(
      (_, at) =>
        ORDERS.reduce((sum, order) => {
          const before = order.slice(0, order.indexOf(at + 1));
          return sum + r2([...before, at + 1]) - r2(before);
        }, 0) / ORDERS.length,
    );
    const found = model && analyseUsers(model, PLAN);
    expect(found?.n).toBe(users.length);
    expect(found?.analysis?.r2).toBeCloseTo(r2([1, 2, 3]), 10);
    for (const [at, driver] of (found?.analysis?.drivers ?? []).entries())
      expect(driver.importance).toBeCloseTo(lmg[at] ?? Number.NaN, 10);
  });

  it("is told with its users' number, its verdict and its place among all in the model", () => {
    const told = model && userDriver(analyseUsers(model, PLAN), INFO, reading("full"), 10);
    expect(told).toMatchObject({ base: 300, n: 266, of: 3, verdict: "separable" });
    expect(told?.driver?.low).toBeLessThan(told?.driver?.share ?? 0);
    expect([1, 2, 3]).toContain(told?.driver?.rank);
  });

  it("tells nothing of its users while its score is not shown in full", () => {
    for (const state of ["hidden", "n-only", "indicative"] as const)
      expect(model && userDriver(analyseUsers(model, PLAN), INFO, reading(state), 10)).toMatchObject({
        n: null,
        verdict: "few-answers",
        r2: null,
        driver: null,
      });
  });

  it("has no intervals drawn below two hundred users", () => {
    const [small] = driverData(DEFINITION, DRIVERS, "Y0", rowsOf(marks(440)), weightOf).users;
    const found = small && analyseUsers(small, PLAN);
    expect(found?.n).toBeLessThan(200);
    expect(found?.analysis).toBeUndefined();
    expect(found && userDriver(found, INFO, reading("full"), 10)).toMatchObject({
      n: found?.n,
      verdict: "few-answers",
      driver: null,
    });
  });
});
