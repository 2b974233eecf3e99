import { describe, expect, it } from "vitest";
import { type IndexDefinition, indexDefinition } from "#analytics/index-definition.ts";
import { indexOfLeaves, leavesOfTree } from "#analytics/index-of-leaves.ts";
import { withCommonParts } from "./common-parts.ts";

function rule(design: number, y1: number, scale: readonly [number, number] = [1, 5]): IndexDefinition {
  return indexDefinition.parse({
    id: "rule",
    version: 1,
    items: { Y1: { scale: [1, 5] }, Y2: { scale: [1, 5] }, Y3: { scale }, Y4: { scale: [1, 5] } },
    tree: {
      id: "TOTAL",
      combine: [
        { id: "design", weight: design, items: { Y1: y1, Y2: 10_000 - y1 } },
        {
          id: "service",
          weight: 10_000 - design,
          combine: [
            { id: "calls", weight: 4_000, items: { Y3: 10_000 } },
            { id: "repairs", weight: 6_000, items: { Y4: 10_000 } },
          ],
        },
      ],
    },
    phaseWeights: { S: { design: 9_000, service: 1_000 } },
  });
}

describe("what two rules make alike", () => {
  it("is taken for a leaf where only weights above it differ", () => {
    const [was, is] = withCommonParts([rule(5_000, 5_000), rule(2_000, 5_000)]);
    expect(leavesOfTree(was.tree).toSorted()).toEqual(["design", "service"]);
    expect(leavesOfTree(is.tree).toSorted()).toEqual(["design", "service"]);
  });

  it("is opened where an item weighs otherwise or is scored otherwise in it", () => {
    const [was] = withCommonParts([rule(5_000, 5_000), rule(5_000, 4_000)]);
    expect(leavesOfTree(was.tree).toSorted()).toEqual(["Y1", "Y2", "service"]);
    const [scored] = withCommonParts([rule(5_000, 5_000), rule(5_000, 5_000, [1, 4])]);
    expect(leavesOfTree(scored.tree).toSorted()).toEqual(["Y3", "design", "repairs"]);
  });

  it("gives the same index, also by the weights of a phase", () => {
    const rules = [rule(5_000, 5_000), rule(2_000, 5_000)] as const;
    const answers: Record<string, number> = { Y1: 80, Y2: 60, Y3: 30, Y4: 90 };
    const of = (definition: IndexDefinition, phase?: string) =>
      indexOfLeaves(definition, (leaf) => answers[leaf], phase);
    const dims: Record<string, number> = { design: 70, service: 0.4 * 30 + 0.6 * 90 };
    for (const [at, common] of withCommonParts(rules).entries())
      for (const phase of [undefined, "S"])
        expect(indexOfLeaves(common, (leaf) => dims[leaf], phase)).toBeCloseTo(
          of(rules[at] as IndexDefinition, phase) ?? Number.NaN,
          10,
        );
  });
});
