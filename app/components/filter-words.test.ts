import { describe, expect, it } from "vitest";
import { loadMessages } from "../language/load-messages.ts";
import { namesIn } from "../language/names.ts";
import { filterWords } from "./filter-words.ts";

function words(language: "zh-CN" | "en", filters: Readonly<Record<string, string>>): readonly string[] {
  const { filter } = loadMessages(language) as { filter: Record<string, string> };
  return filterWords(filters, namesIn(language === "en"), (key) => filter[key] ?? `no word for ${key}`);
}

describe("what narrowed a number", () => {
  it("is told for every filter of the free analysis, in both languages", () => {
    const filters = { unit: "EC", phase: "S", mode: "phone", product_type: "high-rise", tenure: "24-36m" };
    expect(words("zh-CN", filters)).toEqual([
      "阶段 稳定期",
      "方式 电话",
      "产品类型 high-rise",
      "入住时长 2–3 年",
    ]);
    expect(words("en", filters)).toEqual([
      "Phase Stable",
      "Mode Phone",
      "Product type high-rise",
      "Years since handover 2–3 years",
    ]);
    expect(words("zh-CN", { batch: "二期集中交付" })).toEqual(["交付批次 二期集中交付"]);
  });

  it("names homes without a word, those merged, and those not handed over", () => {
    expect(words("zh-CN", { product_type: "", batch: "*" })).toEqual([
      "产品类型 未记录",
      "交付批次 其他（小类合并）",
    ]);
    expect(words("en", { tenure: "" })).toEqual(["Years since handover Not handed over yet"]);
    expect(words("zh-CN", { tenure: "60-m" })).toEqual(["入住时长 满 5 年"]);
    expect(words("zh-CN", { tenure: "*" })).toEqual(["入住时长 其他（小类合并）"]);
  });

  it("is nothing where only the unit is chosen", () => {
    expect(words("zh-CN", { unit: "EC" })).toEqual([]);
  });
});
