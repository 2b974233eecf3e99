import { expect, it } from "vitest";
import type { HeatView } from "#server/indicators/views.ts";
import { namesIn } from "../language/names.ts";
import { arrangeHeat } from "./arrange-heat.ts";
import { findInHeat } from "./find-in-heat.ts";

const row = (id: string, zh: string, parent: string | null, depth: number, kind = "item") => ({
  node: { id, title: { zh, en: id }, port: null, unit: "points" },
  kind,
  depth,
  parent,
  hasChildren: depth < 3 && kind !== "measure",
  broken: null,
  cells: [],
});
const column = (id: number, name: string, role: string) => ({
  role,
  unit: { id, code: `U${id}`, kind: "project", name, nameEn: null },
  phase: null,
  n: 100,
  state: "full",
});
const VIEW = {
  columns: [
    column(1, "集团", "reference"),
    column(2, "华东", "self"),
    column(3, "临江序", "part"),
    column(4, "锦园", "part"),
  ],
  rows: [
    row("TOTAL", "满意度指数", null, 0),
    row("DEV", "开发服务", "TOTAL", 1),
    row("D4", "维修服务", "DEV", 2),
    row("Y29", "响应与上门速度", "D4", 3),
    row("D1", "销售与签约服务", "DEV", 2),
    row("loyalty", "忠诚率", null, 0, "measure"),
  ],
} as unknown as HeatView;

function shown(words: string | null, only?: "measures") {
  const found = findInHeat(VIEW, words, namesIn(false), only);
  if (found === "nothing") return "nothing";
  const { rows, columns } = arrangeHeat(VIEW, {
    sort: undefined,
    order: undefined,
    toggled: new Set(),
    found,
  });
  return [rows.map(({ row: each }) => each.node.id).join(), columns.map(({ key }) => key).join()];
}

it("leaves what holds the words, with what it stands below", () => {
  expect(shown("维修")).toEqual(["TOTAL,DEV,D4", "1,2,3,4"]);
  expect(shown("上门")).toEqual(["TOTAL,DEV,D4,Y29", "1,2,3,4"]);
  expect(shown("d4")).toEqual(["TOTAL,DEV,D4", "1,2,3,4"]);
});

it("finds units too, and both at once; the reference and the unit stay", () => {
  expect(shown("锦园")).toEqual(["TOTAL,DEV,D4,D1,loyalty", "1,2,4"]);
  expect(shown("维修 锦园")).toEqual(["TOTAL,DEV,D4", "1,2,4"]);
});

it("says when no name holds a word", () => {
  expect(shown("没有的")).toBe("nothing");
  expect(shown("维修 没有的")).toBe("nothing");
});

it("leaves what stands beside the index where loyalty alone is wanted", () => {
  expect(shown(null, "measures")).toEqual(["loyalty", "1,2,3,4"]);
});
