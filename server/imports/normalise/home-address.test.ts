import { describe, expect, it } from "vitest";
import { chineseNumber } from "./chinese-number.ts";
import { readBuilding, readHomeAddress, readRoom, readUnit } from "./home-address.ts";
import { readHomeCode } from "./home-code.ts";

describe("buildings, units and rooms", () => {
  it.each(["3#楼", "3栋", "3#", "三栋", "3号楼", "3幢", "3座", "03栋", "3", " 3 栋"])(
    "reads building %s as 3",
    (text) => {
      expect(readBuilding(text)).toBe("3");
    },
  );
  it("keeps letters and zones of a building", () => {
    expect(readBuilding("a座")).toBe("A");
    expect(readBuilding("南区3栋")).toBe("南区3");
    expect(readBuilding("二十三栋")).toBe("23");
    expect(readBuilding("A10栋")).toBe("A10");
  });
  it.each(["1单元", "一单元", "1", "01单元"])("reads unit %s as 1", (text) => {
    expect(readUnit(text)).toBe("1");
  });
  it.each(["0301", "301", "0301室", "301号", "301房"])("reads room %s as 0301", (text) => {
    expect(readRoom(text)).toBe("0301");
  });
  it("leaves other room labels alone", () => {
    expect(readRoom("1203")).toBe("1203");
    expect(readRoom("B1-001")).toBe("B1-001");
    expect(readRoom("12")).toBe("12");
  });
  it("takes a whole address out of the room cell when the others are empty", () => {
    expect(readHomeAddress("", "", "9-1-1301")).toEqual({ building: "9", unit: "1", room: "1301" });
    expect(readHomeAddress("", "", "南区-3-1-301")).toEqual({ building: "南区3", unit: "1", room: "0301" });
    expect(readHomeAddress("", "", "3栋1单元301室")).toEqual({ building: "3", unit: "1", room: "0301" });
    expect(readHomeAddress("", "", "5号楼1202")).toEqual({ building: "5", unit: "", room: "1202" });
    expect(readHomeAddress("3#楼", "", "B1-001")).toEqual({ building: "3", unit: "", room: "B1-001" });
  });
});

describe("home codes", () => {
  it("come down to one way of writing", () => {
    for (const text of ["LY-01-1-0601", "ly-01-1-0601", " LY -01-1-0601 ", "LY‐01‐1‐0601"])
      expect(readHomeCode(text)).toBe("LY-01-1-0601");
  });
});

describe("chineseNumber", () => {
  it("reads 1 to 99 and nothing else", () => {
    expect(["一", "十", "十二", "二十", "二十三", "九十九", "两"].map(chineseNumber)).toEqual([
      1, 10, 12, 20, 23, 99, 2,
    ]);
    expect(["", "百", "十十十", "一二", "甲"].map(chineseNumber)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
