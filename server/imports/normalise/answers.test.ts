import { describe, expect, it } from "vitest";
import { CODE } from "#surveys/code-book.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { multiChoiceReader } from "./multi-choice.ts";
import { ratingReader } from "./rating.ts";

function reader(code: string, options: Parameters<typeof ratingReader>[2] = {}) {
  const question = ANNUAL.byCode.get(code);
  const entry = ANNUAL.codeBook.find(({ item }) => item === code);
  if (!question || !entry) throw new Error(`no item ${code}`);
  return ratingReader(question, entry, options);
}

describe("ratings", () => {
  it.each([
    ["4", 4],
    ["4分", 4],
    ["4.0", 4],
    ["４", 4],
    ["满意", 4],
    ["满意(4)", 4],
    ["满意（4）", 4],
    ["满意：4分", 4],
    ["比较满意", 4],
    ["★★★★", 4],
    ["★★★★☆", 4],
    [" 非常满意 ", 5],
    ["不适用/没体验", CODE.notApplicable],
    ["没体验", CODE.notApplicable],
    ["拒答", CODE.refused],
    ["拒绝回答", CODE.refused],
    ["98", CODE.refused],
    ["99", CODE.dontKnow],
    ["0", CODE.dontKnow],
    ["说不清", CODE.dontKnow],
    ["6", CODE.invalid],
    ["85", CODE.invalid],
    ["4.5", "unreadable"],
    ["", CODE.none],
    ["(跳过)", CODE.none],
    ["无人接听", CODE.none],
    ["随便", "unreadable"],
  ])("reads %s", (text, code) => {
    expect(reader("Y01")(text)).toBe(code);
    expect(reader("Y01")(text)).toBe(code);
  });

  it("reads scales with words of their own, the vendor's included", () => {
    expect(reader("Y03")("可能会")).toBe(4);
    expect(
      reader("Y02", { extraLabels: ["远低于期待", "低于期待", "符合期待", "高于期待", "远高于期待"] })(
        "符合期待(3)",
      ),
    ).toBe(3);
  });

  it("turns a reversed scale round when it is declared, but never its words", () => {
    const reversed = reader("Y16", { reversed: true });
    expect([reversed("1"), reversed("5分"), reversed("满意"), reversed("非常满意(1)")]).toEqual([5, 1, 4, 5]);
  });

  it("reads recommendation, yes and no, and single choices", () => {
    expect(["0", "10", "8分", "11", "98"].map(reader("Y04"))).toEqual([1, 11, 9, CODE.invalid, CODE.refused]);
    expect(["否", "是", ""].map(reader("Y28"))).toEqual([1, 2, CODE.none]);
    expect(["没有", "提过，已解决", "提过,没解决"].map(reader("Y33"))).toEqual([1, 2, 3]);
  });
});

describe("multiple choices", () => {
  const question = ANNUAL.byCode.get("Y05");
  if (!question) throw new Error("no item Y05");
  const read = multiChoiceReader(question);
  it.each([
    "维修服务┋其他",
    "维修服务;其他",
    "维修服务，其他",
    "维修服务、其他",
    "维修服务|其他",
    "维修服务\n其他",
    "维修服务┋其他〖漏水〗",
  ])("parts %s", (text) => {
    expect(read(text)).toEqual({ values: ["D4", "other"], unknown: [] });
  });
  it("reports what is no option and repeats nothing", () => {
    expect(read("维修服务┋维修服务┋飞碟")).toEqual({ values: ["D4"], unknown: ["飞碟"] });
    expect(read("(跳过)")).toEqual({ values: [], unknown: [] });
  });
});
