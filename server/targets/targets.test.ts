import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HeatView } from "#server/indicators/views.ts";
import { codeOf, dataOf, type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { againstFixed } from "./against-fixed.ts";
import type { TargetsView } from "./list-entries.ts";
import type { LineProblem } from "./target-file.ts";
import { targetFor } from "./target-in-force.ts";

let house: House;
let waves: SmallWaves;
let analyst: string;
let region: string;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  await house.person("analyst@example.cn", { role: "hq_analyst", unitId: house.unit("G") });
  await house.person("region@example.cn", { role: "region_head", unitId: house.unit("RA") });
  analyst = await house.signIn("analyst@example.cn");
  region = await house.signIn("region@example.cn");
});
afterAll(() => house.close());

const list = async () => dataOf<TargetsView>(await house.as(analyst).query("targets.list", { year: 2025 }));
const set = (input: Record<string, unknown>) =>
  house.as(analyst).mutate("targets.set", { node: "TOTAL", unit: null, year: 2025, seen: 0, ...input });
const targetOf = async (node: string, unit: string | null) =>
  (await list()).targets.find((entry) => entry.node === node && (entry.unit?.code ?? null) === unit)
    ?.versions[0]?.value;

describe("a target", () => {
  it("of a unit is its own, else that above it, else that of every unit", () => {
    const targets = [
      { node: "T", unitId: null, year: 2025, value: 70 },
      { node: "T", unitId: 2, year: 2025, value: 72 },
      { node: "T", unitId: 3, year: 2024, value: 50 },
    ];
    const path = [{ id: 1 }, { id: 2 }, { id: 3 }];
    expect(targetFor(targets, "T", path, 2025)).toBe(72);
    expect(targetFor(targets, "T", path, 2024)).toBe(50);
    expect(targetFor(targets, "T", [{ id: 1 }], 2025)).toBe(70);
    expect(targetFor(targets, "T", [{ id: 1 }], 2024)).toBeUndefined();
    expect(targetFor(targets, "D4", path, 2025)).toBeUndefined();
  });

  it("is missed or met only where the whole interval says so", () => {
    const reading = { value: 70, low: 68, high: 72, halfWidth: 2, n: 50, state: "full" } as const;
    expect(againstFixed(reading, 73)).toMatchObject({ difference: -3, verdict: "worse", significant: true });
    expect(againstFixed(reading, 67)).toMatchObject({ difference: 3, verdict: "better" });
    expect(againstFixed(reading, 72)).toMatchObject({ verdict: "not-distinguishable", significant: false });
    expect(againstFixed({ ...reading, state: "indicative" }, 90)).toBeNull();
    expect(againstFixed(reading, undefined)).toBeNull();
  });

  it("is set, changed, and refused when somebody else was faster", async () => {
    expect((await set({ value: 70 })).status).toBe(200);
    expect(codeOf(await set({ value: 71 }))).toBe("conflict");
    expect((await set({ value: 71, seen: 1 })).status).toBe(200);
    expect(await targetOf("TOTAL", null)).toBe(71);
    const entry = (await list()).targets.find(({ node }) => node === "TOTAL");
    expect(entry?.versions.map(({ value }) => value)).toEqual([71, 70]);
    expect(codeOf(await set({ node: "D4", value: 101 }))).toBe("bad_request");
    expect(codeOf(await set({ node: "D4", value: -1 }))).toBe("invalid");
    expect((await set({ node: "NPS", value: -10 })).status).toBe(200);
  });

  it("is taken back as long as nothing followed", async () => {
    const { batch } = dataOf<{ batch: string }>(await set({ node: "D1", value: 60 }));
    const { batch: next } = dataOf<{ batch: string }>(await set({ node: "D1", value: 61, seen: 1 }));
    expect(codeOf(await house.as(analyst).mutate("targets.takeBack", { batch }))).toBe("conflict");
    expect((await house.as(analyst).mutate("targets.takeBack", { batch: next })).status).toBe(200);
    expect(await targetOf("D1", null)).toBe(60);
    const own = dataOf<{ batch: string }>(await set({ node: "D2", value: 60 }));
    await house.as(analyst).mutate("targets.takeBack", { batch: own.batch });
    expect(await targetOf("D2", null)).toBeNull();
  });

  it("is logged with the change", async () => {
    const { rows } = await house.record.pool.query<{ count: number }>(
      "select count(*)::int as count from audit_log where action = 'target.changed'",
    );
    expect(rows[0]?.count).toBeGreaterThanOrEqual(6);
  });

  it("is not for those it is set for to change, nor to list", async () => {
    const caller = house.as(region);
    expect((await caller.query("targets.list", {})).status).toBe(403);
    expect(
      (await caller.mutate("targets.set", { node: "D4", unit: null, year: 2025, value: 1, seen: 0 })).status,
    ).toBe(403);
  });
});

describe("a file of targets", () => {
  const put = async (text: string) =>
    dataOf<{ count: number; problems: LineProblem[] }>(
      await house.as(analyst).mutate("targets.importFile", { text }),
    );

  it("names every wrong line and changes nothing", async () => {
    const before = JSON.stringify((await list()).targets);
    const { count, problems } = await put(
      [
        "指标,单位,年度,目标",
        "维修服务,甲区域,2025,68",
        "没有的,甲区域,2025,68",
        "维修服务,没有的,25,68",
        "D4,,2025,很好",
        "D4,A1,2025,140",
        "D4,甲区域,2025,70",
      ].join("\n"),
    );
    expect(count).toBe(0);
    expect(problems).toEqual([
      { line: 3, problem: "unknown-indicator", text: "没有的" },
      { line: 4, problem: "unknown-unit", text: "没有的" },
      { line: 4, problem: "bad-year", text: "25" },
      { line: 5, problem: "bad-value", text: "很好" },
      { line: 6, problem: "out-of-range", text: "140" },
      { line: 7, problem: "twice", text: "2" },
    ]);
    expect(JSON.stringify((await list()).targets)).toBe(before);
  });

  it("says which column is missing, and when it is no table", async () => {
    expect((await put("指标,单位\nD4,A1")).problems).toEqual([
      { line: 1, problem: "no-column", text: "年度" },
      { line: 1, problem: "no-column", text: "目标" },
    ]);
    expect((await put('指标,年度,目标\n"D4,2025,70')).problems[0]?.problem).toBe("not-a-table");
  });

  it("sets them all, from commas or tabs, and takes one away", async () => {
    expect(await put("\ufeff指标,单位,年度,目标\r\n维修服务,A1,2025,66.5\r\nD4,,2025,64%\r\n")).toMatchObject(
      {
        count: 2,
        problems: [],
      },
    );
    expect([await targetOf("D4", "A1"), await targetOf("D4", null)]).toEqual([66.5, 64]);
    expect((await put("indicator\tunit\tyear\ttarget\nD4\tA1\t2025\t")).count).toBe(1);
    expect(await targetOf("D4", "A1")).toBeNull();
  });
});

describe("a heat table held against something", () => {
  const heat = async (against: string, cookie = region, code = "RA") =>
    dataOf<HeatView>(
      await house.as(cookie).query("indicators.heat", { unit: house.unit(code), wave: waves.now, against }),
    );

  it("shows the target of each unit and judges by the interval", async () => {
    await house.as(analyst).mutate("targets.set", {
      node: "TOTAL",
      unit: house.unit("A1"),
      year: 2025,
      value: 99,
      seen: 0,
    });
    const view = await heat("target");
    const [row] = view.rows;
    expect(view.columns[0]).toMatchObject({ role: "reference", unit: null });
    expect(row?.cells[0]).toMatchObject({ value: 71, difference: null });
    for (const [at, column] of view.columns.entries()) {
      const cell = row?.cells[at];
      if (column.role === "reference" || !cell || cell.value === null) continue;
      const wanted = column.unit?.code === "A1" ? 99 : 71;
      expect(cell.held).toBe(wanted);
      if (cell.state !== "full") expect(cell.difference).toBeNull();
      else expect(cell.difference?.difference).toBe(cell.value - wanted);
    }
    expect(row?.cells.some(({ difference }) => difference?.verdict === "worse")).toBe(true);
  });

  it("shows benchmarks with source and year, and never a later one", async () => {
    const add = (year: number, value: number) =>
      house
        .as(analyst)
        .mutate("targets.setBenchmark", { node: "D4", source: "协会年报", year, value, seen: 0 });
    await add(2024, 61);
    await add(2030, 80);
    const view = await heat("benchmark");
    expect(view.benchmarks).toMatchObject([{ node: "D4", source: "协会年报", year: 2024, value: 61 }]);
    const row = view.rows.find(({ node }) => node.id === "D4");
    expect(row?.cells[0]?.value).toBe(61);
    expect(view.rows.find(({ node }) => node.id === "D1")?.cells[0]?.state).toBe("undefined");
  });

  it("shows the wave before, with the verdicts of changes", async () => {
    const view = await heat("previous");
    for (const { cells } of view.rows)
      for (const cell of cells.slice(1)) expect(cell.difference).toEqual(cell.change);
  });

  it("tells no number that is not told against the group", async () => {
    const usual = await heat("group");
    for (const against of ["target", "benchmark", "previous"]) {
      const view = await heat(against);
      for (const [at, row] of view.rows.entries()) {
        const own = row.cells.slice(1).map(({ value, n, state }) => ({ value, n, state }));
        const known = usual.rows[at]?.cells.slice(1).map(({ value, n, state }) => ({ value, n, state }));
        expect(own).toEqual(known);
      }
    }
  });
});
