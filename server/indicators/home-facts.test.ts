import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "#server/scope/capabilities.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { MONTHLY_CALLBACKS, writeCallbacks } from "#tests/written-callbacks.ts";
import { cellView } from "./cell-view.ts";
import { homeView } from "./home-view.ts";
import type { IndicatorQuery } from "./query.ts";
import type { ChangeView } from "./reading-view.ts";
import type { Sources } from "./sources.ts";
import type { TaskView } from "./task-view.ts";

const NOW = new Date("2026-01-20T04:00:00Z");
const DAY = 86_400_000;
let house: House;
let waves: SmallWaves;
let sources: Sources;
let region: Scope;
let warranty: Scope;
let property: Scope;

function ago(days: number): Date {
  return new Date(NOW.getTime() - days * DAY);
}

async function scopeOf(name: string, role: Role, unit: string, port?: "warranty" | "property") {
  const grant = { role, unitId: house.unit(unit), validFrom: "2025-01-01", ...(port && { port }) };
  return makeScope(sources.db, await house.person(`${name}@example.cn`, grant), "2026-01-20");
}

type Complaint = readonly [project: string, port: string, due: number, answered: boolean, status: string];

/** Who is owed a reply: three in RA, of whom one is not late; one in RB. */
const COMPLAINTS: readonly Complaint[] = [
  ["A1", "property", 9, false, "open"],
  ["A1", "warranty", 3, false, "open"],
  ["A1", "warranty", 12, true, "open"],
  ["A2", "property", 20, false, "closed"],
  ["A2", "property", 5, false, "open"],
  ["A2", "property", -2, false, "open"],
  ["B1", "property", 30, false, "open"],
];

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  await writeCallbacks(house, [2025]);
  sources = { db: house.record.db, analysis: await house.analysis };
  await sources.analysis.load();
  region = await scopeOf("head", "region_head", "RA");
  warranty = await scopeOf("warranty", "port_head", "RA", "warranty");
  property = await scopeOf("property", "port_head", "RA", "property");
  await sources.db
    .insertInto("complaint")
    .values(
      COMPLAINTS.map(([project, port, due, answered, status], at) => ({
        project_id: house.unit(project),
        complaint_no: `C${at}`,
        submitted_at: ago(due + 3),
        port,
        reply_due_at: ago(due),
        first_reply_at: answered ? ago(due + 1) : null,
        status,
      })),
    )
    .execute();
  await sources.db
    .insertInto("repair_order")
    .values(
      (
        [
          ["A2", 400, 0],
          ["A2", 380, 0],
          ["A1", 390, 1],
          ["A3", 1, 2],
          ["B1", 500, 1],
        ] as const
      ).map(([project, days, reopened], at) => ({
        project_id: house.unit(project),
        order_no: `R${at}`,
        reported_at: ago(days),
        status: "open",
        reopened,
      })),
    )
    .execute();
});
afterAll(() => house.close());

async function home(scope: Scope, query: Partial<IndicatorQuery> = {}) {
  const asked = { unit: house.unit("RA"), organisation: "then", ...query } as const;
  return homeView(sources, scope, asked, NOW);
}

function counted(task: TaskView | undefined) {
  return task && "units" in task ? task.units.map(({ unit, count }) => [unit.code, count]) : undefined;
}

describe("what there is to handle", () => {
  test("are the complaints nobody replied to in time, and repairs open long or again, by project", async () => {
    const { tasks } = await home(region, { compare: null });
    expect(tasks.map(({ kind }) => kind)).toEqual([
      "complaints-overdue",
      "repairs-open-long",
      "repairs-reopened",
    ]);
    const [complaints, long, again] = tasks;
    expect(complaints).toMatchObject({ count: 3, longestDays: 9 });
    expect(counted(complaints)).toEqual([
      ["A1", 2],
      ["A2", 1],
    ]);
    expect(long).toMatchObject({ count: 3, longestDays: 400 });
    expect(counted(long)).toEqual([
      ["A2", 2],
      ["A1", 1],
    ]);
    expect(counted(again)).toEqual([
      ["A1", 1],
      ["A3", 1],
    ]);
  });

  test("is for a port's head what the port answers for", async () => {
    const own = await home(warranty, { compare: null });
    expect(counted(own.tasks.find(({ kind }) => kind === "complaints-overdue"))).toEqual([["A1", 1]]);
    expect(own.tasks.some(({ kind }) => kind === "repairs-open-long")).toBe(true);
    const other = await home(property, { compare: null });
    expect(other.tasks.map(({ kind }) => kind)).toEqual(["complaints-overdue"]);
    expect(counted(other.tasks[0])).toEqual([
      ["A1", 1],
      ["A2", 1],
    ]);
  });

  test("is what became worse for sure, the worst first, and nothing that may be noise", async () => {
    // the later wave is the better one: read backwards everything that moved became worse
    const backwards = { wave: waves.before, compare: waves.now } as const;
    const { tasks } = await home(region, backwards);
    const units = tasks.flatMap((task) => (task.kind === "unit-worse" ? [task] : []));
    const worse: [string, number][] = [];
    for (const code of ["A1", "A2", "A3"]) {
      const query = { unit: house.unit(code), organisation: "then", ...backwards } as const;
      const { change } = await cellView(sources, region, { ...query, node: "TOTAL" }, NOW);
      if (change?.verdict === "worse") worse.push([code, change.difference]);
    }
    expect(worse.length).toBeGreaterThan(0);
    expect(units.map(({ unit, change }) => [unit.code, change.difference])).toEqual(
      worse.toSorted((a, b) => a[1] - b[1]),
    );
    const own = tasks.flatMap((task) => (task.kind === "dimension-worse" ? [task] : []));
    expect(own.length).toBeLessThanOrEqual(2);
    for (const { node, change } of own) {
      const query = { unit: house.unit("RA"), organisation: "then", ...backwards } as const;
      expect((await cellView(sources, region, { ...query, node: node.id }, NOW)).change).toEqual(change);
      expect(change.verdict).toBe("worse");
    }
    const forwards = await home(region);
    expect(forwards.tasks.some(({ kind }) => kind === "unit-worse" || kind === "dimension-worse")).toBe(
      false,
    );
  });
});

describe("the headline", () => {
  test("tells what is overdue where nothing moved", async () => {
    const { headline } = await home(region, { compare: null });
    expect(headline).toEqual([{ kind: "overdue", task: "complaints-overdue", count: 3 }]);
  });

  test("begins with what moved most for most owners", async () => {
    const { headline, index, response, phases } = await home(region);
    const weight = (change: ChangeView | null, owners: number) =>
      change && change.verdict !== "not-distinguishable" ? Math.abs(change.difference) * owners : 0;
    const candidates: (readonly [string, number])[] = [
      ["unit-change", weight(index.change, response.owners ?? 0)],
    ];
    for (const code of ["A1", "A2", "A3"]) {
      const own = await home(region, { unit: house.unit(code) });
      candidates.push(["child-change", weight(own.index.change, own.response.owners ?? 0)]);
    }
    for (const { phase, change } of phases) {
      const own = await home(region, { phase });
      candidates.push(["phase-change", weight(change, own.response.owners ?? 0)]);
    }
    const [heaviest] = candidates.toSorted((a, b) => b[1] - a[1]);
    expect(heaviest?.[1]).toBeGreaterThan(0);
    expect(headline[0]?.kind).toBe(heaviest?.[0]);
    expect(headline.length).toBe(2);
    expect(new Set(headline.map(({ kind }) => kind)).size).toBe(2);
  });
});

describe("who answered", () => {
  test("is counted from the frame: owners, answers, and cells of thirty answers", async () => {
    const { response, index } = await home(region);
    const owners = await sources.db
      .selectFrom("frame_member")
      .select((select) => select.fn.countAll<number>().as("count"))
      .where("wave_id", "=", waves.now)
      .where("region_id", "=", house.unit("RA"))
      .executeTakeFirstOrThrow();
    // nine strata of RA have owners; in five of them thirty answered, but not of each the number is shown
    let full = 0;
    for (const code of ["A1", "A2", "A3"]) {
      const { phases } = await home(region, { unit: house.unit(code) });
      full += phases.filter(({ reading }) => (reading.n ?? 0) >= 30).length;
    }
    expect(full).toBeLessThanOrEqual(5);
    expect(response).toMatchObject({
      n: index.reading.n,
      owners: Number(owners.count),
      cells: { total: 9, full },
      unranked: [],
    });
  });

  test("names whom a score cannot be shown of, and tells no count that is hidden", async () => {
    const { response } = await home(region, { phase: "S" });
    const hidden: unknown[] = [];
    for (const code of ["A1", "A2", "A3"]) {
      const query = { unit: house.unit(code), organisation: "then", phase: "S", node: "TOTAL" } as const;
      const { reading } = await cellView(sources, region, query, NOW);
      if (reading.value === null) hidden.push([code, reading.n]);
    }
    expect(response.unranked.map(({ unit, n }) => [unit.code, n])).toEqual(hidden);
    expect(hidden.map((each) => (each as unknown[])[0])).toContain("A3");
  });
});

test("callbacks are held against everybody who signed in the region's projects", async () => {
  const { coverage } = await home(region);
  const { A1 = 0, A2 = 0, A3 = 0 } = MONTHLY_CALLBACKS;
  const due = 12 * (A1 + A2 + A3);
  expect(coverage).toMatchObject([{ kind: "signing", year: 2025, due, target: due, share: 1 }]);
  // where most are still to be reached comes first, and who has reached all is not named
  const still = coverage[0]?.missing.map(({ unit, count }) => [unit.code, count]) ?? [];
  expect(still.map(([, count]) => count)).toEqual(
    still.map(([, count]) => count).toSorted((a, b) => Number(b) - Number(a)),
  );
  expect(still.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(due - (coverage[0]?.reached ?? 0));
  // nobody's contract is known, so nobody can be late
  expect(coverage[0]?.inTime).toBeNull();
});

test("who signed and was not called in his days is a task while calls are made, without a day that would name him", async () => {
  const { db } = sources;
  const { id: wave } = await db
    .selectFrom("wave")
    .select("id")
    .where("kind", "=", "signing")
    .executeTakeFirstOrThrow();
  // of three in A1 one answered; of three in A2 one is left out by rule; one of A1 signed the other day
  const plan = [
    ["A1", "2025-12-01", false, null],
    ["A1", "2025-12-01", false, null],
    ["A1", "2025-12-01", true, null],
    ["A1", "2026-01-18", false, null],
    ["A2", "2025-11-01", false, null],
    ["A2", "2025-11-01", false, "staff"],
  ] as const;
  for (const [at, [project, signed, answered, exclusion]] of plan.entries()) {
    const { respondent_key } = await db
      .selectFrom("frame_member")
      .select("respondent_key")
      .where("wave_id", "=", wave)
      .where("project_id", "=", house.unit(project))
      .orderBy("respondent_key")
      .offset(at)
      .limit(1)
      .executeTakeFirstOrThrow();
    if (!answered) await db.deleteFrom("response").where("respondent_key", "=", respondent_key).execute();
    await db
      .updateTable("frame_member")
      .set({ disposition: null, exclusion, exclusion_by: exclusion && "rule" })
      .where("respondent_key", "=", respondent_key)
      .execute();
    await house.record.pool.query(
      `with h as (insert into home (code, project_id, building, room) values ($1, $2, '1', $1) returning id),
        c as (insert into contract (home_id, status, sign_date) select id, 'signed', $3::date from h)
        insert into vault.respondent (respondent_key, wave_id, home_id) select $4, $5, id from h`,
      [`H${at}`, house.unit(project), signed, respondent_key, wave],
    );
  }
  const later = new Date(NOW.getTime() + DAY / 24);
  const query = { unit: house.unit("RA"), organisation: "then", compare: null } as const;
  const view = await homeView(sources, region, query, later);
  expect(view.tasks[0]).toMatchObject({ kind: "callbacks-overdue", wave, count: 3, days: 7 });
  expect(counted(view.tasks[0])).toEqual([
    ["A1", 2],
    ["A2", 1],
  ]);
  expect(Object.keys(view.tasks[0] ?? {}).toSorted()).toEqual(["count", "days", "kind", "units", "wave"]);
  expect(view.coverage[0]?.inTime).toMatchObject({ days: 7, due: 5 });
  await db.updateTable("wave").set({ state: "closed" }).where("id", "=", wave).execute();
  const closed = await homeView(sources, region, query, later);
  expect(closed.tasks.some(({ kind }) => kind === "callbacks-overdue")).toBe(false);
});
