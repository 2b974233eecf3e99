import { describe, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "./definitions/registry.ts";
import { describeChanges } from "./describe-changes.ts";
import { diff } from "./diff.ts";
import { addIndicator, movePart, renameNode, setPhaseWeights, setWeights } from "./edit-tree.ts";

function zh(after: typeof OWNER_SATISFACTION): readonly string[] {
  return describeChanges(OWNER_SATISFACTION, after).map((line) => line.zh);
}

describe("a change in words", () => {
  test("names what was weighed anew, and in which phase", () => {
    const phase = setPhaseWeights(OWNER_SATISFACTION, "R", { OUT: 3000, DEV: 3000, PRD: 2500, PMC: 1500 });
    const both = setWeights(phase, "DEV", { D4: 3000, D1: 1500 });
    expect(zh(both)).toEqual([
      "磨合期：开发服务指数权重 25% → 30%",
      "磨合期：物业与社区指数权重 20% → 15%",
      "销售与签约服务权重 20% → 15%",
      "维修服务权重 25% → 30%",
    ]);
  });

  test("tells a move once", () => {
    const lines = describeChanges(OWNER_SATISFACTION, movePart(OWNER_SATISFACTION, "Y31", "D3"));
    expect(lines[0]?.zh).toMatch(/^维修人员从维修服务移到交付服务，权重 \d+%$/);
    expect(lines.filter(({ zh }) => zh.includes("维修人员"))).toHaveLength(1);
    expect(zh(movePart(OWNER_SATISFACTION, "D4", "PMC"))).toContain(
      "维修服务从开发服务指数移到物业与社区指数",
    );
  });

  test("tells rules, cuts and new indicators", () => {
    const loyal = OWNER_SATISFACTION.joint.loyalty;
    if (!loyal) throw new Error("the index has a loyalty rule");
    const begun = addIndicator(OWNER_SATISFACTION, "PMC", "X1", { zh: "社区安全", en: "Safety" }, undefined);
    const segmented = (secure: number) => ({
      ...OWNER_SATISFACTION,
      segments: { kinds: { cuts: { Y01: { secure, favourable: 4, atRisk: 2 } } } },
    });
    expect(describeChanges(segmented(5), segmented(4)).map((line) => line.zh)).toEqual([
      expect.stringMatching(/分界（忠诚） 5 → 4$/),
    ]);
    const named = renameNode(OWNER_SATISFACTION, "D4", { zh: "维修", en: "Repair" }, "property");
    expect(zh(named)).toEqual(["维修端口：房修 → 物业", "维修名称：维修服务 → 维修"]);
    expect(
      zh({
        ...begun,
        missing: "undefined",
        minimumAnswers: 20,
        joint: { loyalty: { ...loyal, all: { ...loyal.all, Y04: 9 } } },
      }),
    ).toEqual([
      "忠诚率：推荐意愿分界 8 → 9",
      "最少有效答卷：10 → 20",
      "缺数据时：不计，其余放大 → 不出数",
      "新增维度社区安全",
    ]);
  });

  test("leaves nothing out but the second half of a move, and is silent when nothing changed", () => {
    expect(zh(OWNER_SATISFACTION)).toEqual([]);
    const moved = movePart(OWNER_SATISFACTION, "Y31", "D3");
    expect(zh(moved)).toHaveLength(diff(OWNER_SATISFACTION, moved).length - 1);
  });
});
