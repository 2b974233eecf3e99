import { describe, expect, it } from "vitest";
import type { Sheet, SheetFile, SheetRow } from "../readers/sheet.ts";
import type { ColumnSpec } from "./column-spec.ts";
import { fillDown } from "./fill-down.ts";
import { headerForms, headerText } from "./header-text.ts";
import { columnMatcher } from "./match-columns.ts";
import { isPersonalHeader } from "./personal-headers.ts";
import { nonDataKind } from "./row-kind.ts";
import { columnLetter } from "./table.ts";
import { walkTables } from "./walk-tables.ts";

const SPECS: readonly ColumnSpec[] = [
  { field: "project", headers: ["项目名称"], handling: "keep", fillDown: true },
  { field: "room", headers: ["房号"], handling: "keep" },
  { field: "area", headers: ["建筑面积", "房屋面积"], handling: "keep" },
  { field: "phone", headers: ["联系电话"], handling: "vault", many: true },
  { field: "remark", headers: ["备注"], handling: "unmapped" },
];

function sheetOf(rows: readonly (readonly string[])[], name = "表", hidden = false): Sheet {
  const numbered = rows.map((cells, index): SheetRow => ({ number: index + 1, hidden: false, cells }));
  return {
    name,
    hidden,
    date1904: false,
    rows: async function* () {
      for (const row of numbered) yield [row];
    },
  };
}

async function walk(...sheets: readonly Sheet[]) {
  const file: SheetFile = { format: "xlsx", sheets, close: async () => undefined };
  const shape = {
    match: columnMatcher(SPECS),
    enough: (fields: ReadonlySet<string>) => fields.has("project") && fields.has("room"),
    otherSheet: "NOT_A_TABLE",
    filledDown: ["project"],
  };
  const found: string[] = [];
  for await (const batch of walkTables(file, shape)) {
    if ("code" in batch) found.push(`${batch.sheet.name}: ${batch.code}`);
    else {
      for (const { row, code } of batch.skipped) found.push(`${row} ${code}`);
      for (const { number, cells } of batch.rows)
        found.push(
          `${number} ${batch.table.columns.flatMap(({ field, index }) => (field ? `${field}=${cells[index] ?? ""}` : [])).join(" ")}`,
        );
    }
  }
  return found;
}

describe("headers", () => {
  it("come down to their words", () => {
    expect(headerText("房屋面积\n（平方米）")).toBe("房屋面积(平方米)");
    expect(headerForms("房屋面积\n（平方米）")).toContain("房屋面积");
    expect(headerForms("身份证号 (*文本格式)")).toContain("身份证号");
    expect(headerForms("16、工程质量—门窗的质量？")).toContain("门窗的质量");
    expect(headerForms("Q7_绿化养护")).toContain("绿化养护");
  });

  it("are found by name wherever they stand, once or many times, or by an explicit mapping", () => {
    const fields = (headers: readonly string[], mapping = {}) =>
      columnMatcher(SPECS, mapping)
        .guessed(headers)
        .map(({ field, handling }) => field ?? handling);
    expect(fields(["联系电话", "房号", "联系电话", "房号", "楼管"])).toEqual([
      "phone",
      "room",
      "phone",
      "unmapped",
      "unmapped",
    ]);
    expect(fields(["门牌", "身份证号码"], { 门牌: "room" })).toEqual(["room", "drop"]);
    expect(fields(["业主信息 / 联系电话", "房屋面积（㎡）"])).toEqual(["phone", "area"]);
  });

  it("of personal columns are told from harmless ones", () => {
    for (const header of ["身份证号码", "证件号", "银行卡号", "出生日期", "家庭常住人口", "微信号", "车牌号"])
      expect([header, isPersonalHeader(header)]).toEqual([header, true]);
    for (const header of ["房号", "签约日期", "建筑面积", "合同编号", "联系电话", "绿化养护"])
      expect([header, isPersonalHeader(header)]).toEqual([header, false]);
  });

  it("letters follow the spreadsheet's", () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual([
      "A",
      "Z",
      "AA",
      "AZ",
      "BA",
      "ZZ",
      "AAA",
    ]);
  });
});

describe("tables", () => {
  it("begin below titles and notes, under one header row or two", async () => {
    expect(
      (
        await walk(
          sheetOf([
            ["台账"],
            ["说明：一户一行"],
            ["序号", "房屋", "", "联系", "", "备注"],
            ["", "项目名称", "房号", "联系电话", "联系电话", ""],
            ["1", "甲园", "0101", "1", "2", ""],
            ["2", "", "0102", "", "", ""],
            [],
            ["小计", "", "2"],
            ["3", "乙园", "0101"],
            ["合计"],
            ["制表人：某"],
          ]),
        )
      ).toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)),
    ).toEqual([
      "1 TITLE",
      "2 NOTE",
      "3 HEADER",
      "4 HEADER",
      "5 project=甲园 room=0101 phone=1 phone=2 remark=",
      "6 project=甲园 room=0102 phone= phone= remark=",
      "7 BLANK",
      "8 SUBTOTAL",
      "9 project=乙园 room=0101 phone= phone= remark=",
      "10 TOTAL",
      "11 FOOTER",
    ]);
  });

  it("are read from every sheet that has one; other, empty and hidden sheets are named", async () => {
    const table = [
      ["项目名称", "房号"],
      ["甲园", "1"],
    ];
    expect(
      await walk(
        sheetOf([["随便"], ["写写"]], "说明"),
        sheetOf(table, "一月"),
        sheetOf([], "空"),
        sheetOf(table, "藏", true),
        sheetOf(table, "二月"),
      ),
    ).toEqual([
      "说明: NOT_A_TABLE",
      "1 HEADER",
      "2 project=甲园 room=1",
      "空: EMPTY_SHEET",
      "藏: HIDDEN_SHEET",
      "1 HEADER",
      "2 project=甲园 room=1",
    ]);
  });

  it("may repeat their header and keep the template's sample row, which is no data", () => {
    const header = ["项目名称", "房号", "备注"];
    expect(nonDataKind(["项目名称", "房号", "备注"], header)).toEqual({ kind: "HEADER" });
    expect(nonDataKind(["例", "0101", ""], header)).toEqual({ kind: "SAMPLE_ROW", column: 0 });
    expect(nonDataKind(["1", "0101", "示例行，填写时请删除"], header)).toEqual({
      kind: "SAMPLE_ROW",
      column: 2,
    });
    expect(nonDataKind(["1", "0101", "物业小计算错了"], header)).toBe(undefined);
    expect(nonDataKind(["栖云里小计", "", "60"], header)).toEqual({ kind: "SUBTOTAL" });
    expect(nonDataKind(["第 3 页"], header)).toEqual({ kind: "FOOTER" });
  });
});

describe("fillDown", () => {
  it("fills inside a block and starts anew where an outer column is filled again", () => {
    const fill = fillDown([0, 1]);
    expect(
      [
        ["甲", "1栋", "a"],
        ["", "", "b"],
        ["", "2栋", "c"],
        ["乙", "", "d"],
        ["", "", "e"],
      ].map(fill),
    ).toEqual([
      ["甲", "1栋", "a"],
      ["甲", "1栋", "b"],
      ["甲", "2栋", "c"],
      ["乙", "", "d"],
      ["乙", "", "e"],
    ]);
  });
});
