import { describe, expect, it } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { setWeights } from "#analytics/edit-tree.ts";
import { draftProblems, problemsOf } from "./draft-problems.ts";

describe("problems of a draft", () => {
  it("are none where nothing was changed", () => {
    expect(draftProblems(OWNER_SATISFACTION, OWNER_SATISFACTION)).toEqual([]);
  });

  it("stand with the part they are about", () => {
    const [branch] = OWNER_SATISFACTION.tree.combine ?? [];
    const node = branch?.combine?.find(({ items }) => items !== undefined) ?? branch;
    if (!node) throw new Error("the tree has branches");
    const none = Object.fromEntries(
      Object.keys(node.items ?? {})
        .concat((node.combine ?? []).map(({ id }) => id))
        .map((id) => [id, 0]),
    );
    const problems = draftProblems(OWNER_SATISFACTION, setWeights(OWNER_SATISFACTION, node.id, none));
    expect(problemsOf(problems, node.id).map(({ code, severity }) => [code, severity])).toEqual([
      ["weight", "error"],
    ]);
    expect(problemsOf(problems, OWNER_SATISFACTION.tree.id)).toEqual([]);
  });
});
