import { expect, test } from "vitest";
import { OWNER_SATISFACTION } from "./definitions/registry.ts";
import { describe, describeNode } from "./describe.ts";
import { indexDefinition, segmentId } from "./index-definition.ts";

const lines = describe(OWNER_SATISFACTION);
const line = (place: string) => lines.find((each) => each.place === place);

test("a node reads as a sum of shares", () => {
  expect(line("tree/OUT")?.en).toBe(
    "Overall outcome index (OUT) = 50% × Overall satisfaction (O1) + 10% × Expectation met (O2) + 20% × Repurchase intention (O3) + 20% × Recommendation (O4)",
  );
  expect(line("tree/OUT")?.zh).toMatch(/^总体感受指数（OUT） ＝ 50% × 总体满意（O1） ＋ 10% × /);
});

test("weights that do not add to 10000 are shown as the shares they amount to", () => {
  const thirds = indexDefinition.parse({
    id: "thirds",
    version: 1,
    items: { A: { scale: [1, 5] }, B: { scale: [1, 5] }, C: { scale: [1, 5] } },
    tree: { id: "T", items: { A: 1, B: 2, C: 0 } },
  });
  expect(describe(thirds)[0]?.en).toBe("T = 33.3% × A + 66.7% × B");
});

test("scores read as arithmetic", () => {
  expect(line("items/Y01")?.en).toBe("Overall satisfaction (Y01) = (mean − 1) ÷ 4 × 100 (scale 1–5)");
  expect(line("items/Y04")?.en).toBe("Recommendation (Y04) = mean ÷ 10 × 100 (scale 0–10)");
  expect(line("joint/loyalty")?.en).toContain(
    "Overall satisfaction (Y01) ≥ 4 and Repurchase intention (Y03) ≥ 4",
  );
});

test("phases, rules and the smallest number shown are told", () => {
  expect(line("phaseWeights/P")?.en).toBe(
    "For Quasi-owner alone: Satisfaction index (TOTAL) = 40% × Overall outcome index (OUT) + 60% × Developer service index (DEV)",
  );
  expect(line("standard")?.en).toBe(
    "Standard phase mix: Quasi-owner 20%, Run-in 30%, Stable 25%, Old owner 25%",
  );
  expect(line("minimumAnswers")?.en).toContain("10");
  expect(lines.every(({ zh, en }) => zh !== "" && en !== "")).toBe(true);
});

test("a number alone reads as its line of the whole, and the root of a phase by the phase's own weights", () => {
  for (const [place, id] of [
    ["tree/OUT", "OUT"],
    ["tree/TOTAL", "TOTAL"],
    ["items/Y04", "Y04"],
    ["joint/loyalty", "loyalty"],
  ] as const)
    expect(describeNode(OWNER_SATISFACTION, id)?.en).toBe(line(place)?.en);
  expect(describeNode(OWNER_SATISFACTION, "TOTAL", "P")?.zh).toBe(line("phaseWeights/P")?.zh);
  expect(describeNode(OWNER_SATISFACTION, "OUT", "P")?.zh).toBe(line("tree/OUT")?.zh);
  const [rule = ""] = Object.keys(OWNER_SATISFACTION.segments ?? {});
  expect(describeNode(OWNER_SATISFACTION, segmentId(rule, "secure"))?.zh).toBe(line(`segments/${rule}`)?.zh);
  expect(describeNode(OWNER_SATISFACTION, "nothing")).toBeUndefined();
});
