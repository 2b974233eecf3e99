import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBoolean } from "./boolean.ts";
import { readNames } from "./names.ts";
import { cleanText, plainText } from "./plain-text.ts";
import { readAmount, readArea, readDuration, readShare, readWhole } from "./quantities.ts";
import { readCell } from "./read-cell.ts";
import { readMode, readPhase } from "./survey-words.ts";
import { textSimilarity } from "./text-similarity.ts";

describe("text", () => {
  it("loses what cannot be seen and makes wide signs narrow", () => {
    expect(plainText("\ufeffＬＹ－０１\u200b \u3000")).toBe("LY-01");
    expect(plainText("\u00a0袁国\u00a0")).toBe("袁国");
    expect(plainText("（一）")).toBe("(一)");
  });
  it("keeps wide punctuation, line breaks and emoji in words", () => {
    expect(cleanText("不错，\r\n继续！👨\u200d👩\u200d👧\u0000")).toBe("不错，\n继续！👨\u200d👩\u200d👧");
  });
  it("is the same when cleaned twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
        expect(plainText(plainText(text))).toBe(plainText(text));
      }),
    );
  });
});

describe("cells", () => {
  it.each(["", " ", "/", "-", "无", "未填", "N/A", "null", "NULL", "待定", "　"])(
    "reads '%s' as empty",
    (text) => {
      expect(readCell(text)).toEqual({ text: "" });
    },
  );
  it("says what was lost", () => {
    expect(readCell("#REF!")).toEqual({ text: "", loss: "CELL_ERROR" });
    expect(readCell("#N/A")).toEqual({ text: "", loss: "CELL_ERROR" });
    expect(readCell("##########")).toEqual({ text: "", loss: "VALUE_LOST" });
    expect(readCell("#3楼")).toEqual({ text: "#3楼" });
  });
});

describe("quantities", () => {
  it("reads amounts in yuan", () => {
    expect(
      ["1397000", "￥1,845,000.00", "178.9万元", "139万元", "131.2万", "¥ 12.5", "1.2亿"].map(readAmount),
    ).toEqual([1_397_000, 1_845_000, 1_789_000, 1_390_000, 1_312_000, 12.5, 120_000_000]);
    expect(["面议", "", "1.2.3", "12万3"].map(readAmount)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
  it("reads areas, shares, floors and durations", () => {
    expect(["163.31㎡", "79.51", "120平方米", "88.5m2"].map(readArea)).toEqual([163.31, 79.51, 120, 88.5]);
    expect(["98%", "0.98", "98", "1", "20%", "100%"].map(readShare)).toEqual([0.98, 0.98, 0.98, 1, 0.2, 1]);
    expect(readShare("120%")).toBe(undefined);
    expect(["12", "12层", "-1", "3F", "12.0"].map(readWhole)).toEqual([12, 12, -1, 3, 12]);
    expect(["615秒", "2分17秒", "1小时2分", "00:10:15", "10:15", "615", "3分钟"].map(readDuration)).toEqual([
      615, 137, 3720, 615, 615, 615, 180,
    ]);
    expect(["", "很久"].map(readDuration)).toEqual([undefined, undefined]);
  });
  it("reads yes and no", () => {
    expect(["是", "√", "1", "Y", "有", "愿意"].map(readBoolean)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(["否", "×", "0", "N", "无", "不愿意"].map(readBoolean)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(readBoolean("也许")).toBe(undefined);
  });
});

describe("names", () => {
  it("parts several owners and knows the spouse", () => {
    expect(readNames("钟慧娜、韩磊（配偶）").names).toEqual([
      { name: "钟慧娜", company: false, spouse: false },
      { name: "韩磊", company: false, spouse: true },
    ]);
    for (const text of ["阎子新，傅磊立", "贺新海/郑刚敏", "雷鹏;雷梓春"])
      expect(readNames(text).names).toHaveLength(2);
  });
  it("keeps rare characters and closes gaps in a name", () => {
    expect(readNames("龚𫘧").names[0]?.name).toBe("龚𫘧");
    expect(readNames("赖\u3000刚刚").names[0]?.name).toBe("赖刚刚");
    expect(readNames("John Smith").names[0]?.name).toBe("John Smith");
  });
  it("warns about lost characters and shortened lists", () => {
    expect(readNames("石?")).toEqual({
      names: [{ name: "石?", company: false, spouse: false }],
      warnings: ["NAME_LOSSY"],
    });
    expect(readNames("郝文梓等")).toEqual({
      names: [{ name: "郝文梓", company: false, spouse: false }],
      warnings: ["OWNER_LIST_CUT"],
    });
    expect(readNames("刘氏贸易有限公司").names[0]?.company).toBe(true);
  });
});

describe("survey words", () => {
  it("reads modes and phases of several vendors", () => {
    expect(
      ["网络", "网络填答", "微信", "电话", "电话访问", "入户", "入户访问", "飞鸽"].map(readMode),
    ).toEqual(["web", "web", "web", "phone", "phone", "visit", "visit", undefined]);
    expect(["准业主", "磨合期业主", "稳定期业主", "老业主", "租户"].map(readPhase)).toEqual([
      "P",
      "R",
      "S",
      "O",
      undefined,
    ]);
  });
});

describe("textSimilarity", () => {
  it("is 1 for the same words, 0 for nothing shared, and symmetric", () => {
    expect(textSimilarity("绿化养护", "绿化养护")).toBe(1);
    expect(textSimilarity("绿化养护", "维修速度")).toBe(0);
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(textSimilarity(a, b)).toBe(textSimilarity(b, a));
        expect(textSimilarity(a, b)).toBeGreaterThanOrEqual(0);
        expect(textSimilarity(a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });
  it("finds a reworded question nearer than any other", () => {
    expect(textSimilarity("报修后联系和上门是否及时", "报修后联系和上门的速度")).toBeGreaterThan(0.6);
    expect(textSimilarity("报修后联系和上门是否及时", "维修进度告知与完工回访")).toBeLessThan(0.2);
  });
});
