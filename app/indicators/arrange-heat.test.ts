import { describe, expect, it } from "vitest";
import type { HeatCell, HeatRow, HeatView } from "#server/indicators/views.ts";
import { type Arrangement, arrangeHeat } from "./arrange-heat.ts";
import { nextOrder, orderOf } from "./heat-keys.ts";

function cell(value: number | null, state: HeatCell["state"] = "full"): HeatCell {
  return {
    value,
    low: null,
    high: null,
    halfWidth: null,
    n: 100,
    state,
    difference: null,
    held: null,
    step: 0,
    change: null,
  };
}

function row(
  id: string,
  parent: string | null,
  depth: number,
  hasChildren: boolean,
  cells: readonly HeatCell[],
): HeatRow {
  const node = { id, title: { zh: id, en: id }, port: null, unit: "points" as const };
  return { node, kind: "dimension", depth, parent, hasChildren, broken: null, cells };
}

function column(id: number, role: HeatView["columns"][number]["role"]): HeatView["columns"][number] {
  return {
    role,
    unit: { id, code: `U${id}`, kind: "project", name: `U${id}`, nameEn: null },
    phase: null,
    n: 100,
    state: "full",
    grade: null,
  };
}

const VIEW = {
  columns: [
    column(1, "reference"),
    column(2, "self"),
    column(3, "part"),
    column(4, "part"),
    column(5, "part"),
  ],
  rows: [
    row(
      "T",
      null,
      0,
      true,
      [70, 71, 60, 80, 75].map((value) => cell(value)),
    ),
    row(
      "DEV",
      "T",
      1,
      true,
      [70, 71, 60, 80, 75].map((value) => cell(value)),
    ),
    row("D1", "DEV", 2, true, [cell(80), cell(80), cell(81), cell(90), cell(99, "indicative")]),
    row("Y1", "D1", 3, false, [cell(80), cell(80), cell(81), cell(90), cell(null, "hidden")]),
    row("D2", "DEV", 2, true, [cell(60), cell(60), cell(61), cell(50), cell(40)]),
    row("PRD", "T", 1, false, [cell(65), cell(65), cell(65), cell(65), cell(65)]),
  ],
} as unknown as HeatView;

const USUAL: Arrangement = { sort: undefined, order: undefined, toggled: new Set() };

function rowsOf(arrangement: Partial<Arrangement>) {
  return arrangeHeat(VIEW, { ...USUAL, ...arrangement }).rows.map(({ row }) => row.node.id);
}

describe("arrangeHeat", () => {
  it("shows dimensions and keeps items closed", () => {
    expect(rowsOf({})).toEqual(["T", "DEV", "D1", "D2", "PRD"]);
  });

  it("opens the items of one dimension and closes a whole branch", () => {
    expect(rowsOf({ toggled: new Set(["D1"]) })).toEqual(["T", "DEV", "D1", "Y1", "D2", "PRD"]);
    expect(rowsOf({ toggled: new Set(["DEV"]) })).toEqual(["T", "DEV", "PRD"]);
  });

  it("orders rows by a column among siblings, never across branches", () => {
    expect(rowsOf({ sort: orderOf("4") })).toEqual(["T", "PRD", "DEV", "D2", "D1"]);
    expect(rowsOf({ sort: orderOf("-4") })).toEqual(["T", "DEV", "D1", "D2", "PRD"]);
  });

  it("orders the parts by a row; the reference and the unit itself stay in front", () => {
    const keys = arrangeHeat(VIEW, { ...USUAL, order: orderOf("-T") }).columns.map(({ key }) => key);
    expect(keys).toEqual(["1", "2", "4", "5", "3"]);
  });

  it("puts scores of few answers last, whatever they are", () => {
    const keys = arrangeHeat(VIEW, { ...USUAL, order: orderOf("-D1") }).columns.map(({ key }) => key);
    expect(keys).toEqual(["1", "2", "4", "3", "5"]);
  });

  it("passes over an order that names nothing", () => {
    expect(rowsOf({ sort: orderOf("999") })).toEqual(rowsOf({}));
  });
});

describe("choosing an order again", () => {
  it("goes from lowest first to highest first to none", () => {
    expect(nextOrder(undefined, "D4")).toBe("D4");
    expect(nextOrder(orderOf("D4"), "D4")).toBe("-D4");
    expect(nextOrder(orderOf("-D4"), "D4")).toBeNull();
  });
});
