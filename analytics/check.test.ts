import { expect, test } from "vitest";
import { check, parseDefinition } from "./check.ts";
import { OWNER_SATISFACTION } from "./definitions/registry.ts";
import { type IndexDefinition, indexDefinition } from "./index-definition.ts";

const SOUND = {
  id: "sound",
  version: 1,
  items: { Y1: { scale: [1, 5] }, Y4: { scale: [0, 10], score: "net", promoters: 9, detractors: 6 } },
  tree: {
    id: "T",
    combine: [
      { id: "A", weight: 1, items: { Y1: 1 } },
      { id: "B", weight: 1, items: { Y4: 1 } },
    ],
  },
};

/** Codes and places of the errors, or of the warnings, of a definition changed in some way. */
function found(change: Record<string, unknown>, severity = "error"): string[] {
  const definition: IndexDefinition = indexDefinition.parse({ ...SOUND, ...change });
  return check(definition)
    .filter((problem) => problem.severity === severity)
    .map(({ code, item }) => `${code} ${item}`);
}

test("the shipped definition has no problem at all", () => {
  expect(check(OWNER_SATISFACTION)).toEqual([]);
});

test.each([
  ["an item nobody defined", { tree: { id: "T", items: { Y9: 1, Y1: 1 } } }, ["unknown-item tree/T/Y9"]],
  ["a node with nothing below", { tree: { id: "T", combine: [{ id: "A", weight: 1 }] } }, ["empty tree/T/A"]],
  [
    "a child without a weight",
    { tree: { id: "T", combine: [{ id: "A", items: { Y1: 1 } }] } },
    ["weight tree/T/A", "weight tree/T"],
  ],
  ["weights that are all 0", { tree: { id: "T", items: { Y1: 0 } } }, ["weight tree/T"]],
  ["an id that stands for two things", { tree: { id: "Y1", items: { Y1: 1 } } }, ["duplicate-id Y1"]],
  [
    "a top box without a number of boxes",
    { items: { Y1: { scale: [1, 5], score: "top-box" } }, tree: { id: "T", items: { Y1: 1 } } },
    ["boxes items/Y1"],
  ],
  [
    "boxes that hold every answer",
    { items: { Y1: { scale: [1, 5], score: "top-box", boxes: 5 } }, tree: { id: "T", items: { Y1: 1 } } },
    ["boxes items/Y1"],
  ],
  [
    "a net score without cuts",
    { items: { Y1: { scale: [0, 10], score: "net" } }, tree: { id: "T", items: { Y1: 1 } } },
    ["cuts items/Y1"],
  ],
  ["a phase there is none of", { phaseWeights: { X: { A: 1, B: 1 } } }, ["unknown-phase phaseWeights/X"]],
  [
    "a phase weight for something else",
    { phaseWeights: { P: { A: 1, B: 1, C: 1 } } },
    ["unknown-child phaseWeights/P/C"],
  ],
  ["a phase mix of nothing", { standard: { P: 0 } }, ["weight standard"]],
  ["a joint cut off the scale", { joint: { loyal: { all: { Y1: 6 } } } }, ["cuts joint/loyal/Y1"]],
  [
    "a joint rule over unknown items",
    { joint: { loyal: { all: { Z: 6 } } } },
    ["unknown-item joint/loyal/Z"],
  ],
])("%s is an error with its place", (_, change, expected) => {
  expect(found(change)).toEqual(expected);
});

test("what may be meant is a warning", () => {
  expect(found({}, "warning")).toEqual(["mixed-scales tree/T"]);
  expect(found({ tree: { id: "T", items: { Y1: 1 } } }, "warning")).toEqual(["item-unused items/Y4"]);
  expect(found({ phaseWeights: { P: { A: 1 } } }, "warning")).toContain("no-weight phaseWeights/P/B");
});

test("every problem says in both languages what to do", () => {
  for (const { zh, en } of check(
    indexDefinition.parse({ ...SOUND, tree: { id: "T", items: { Y9: 0 } }, standard: { Q: 0 } }),
  )) {
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(en).toMatch(/^[A-Z].*\.$/);
  }
});

test("data of the wrong shape is refused with the place", () => {
  const { definition, problems } = parseDefinition({ ...SOUND, items: { Y1: { scale: [5, 1] } } });
  expect(definition).toBeUndefined();
  expect(problems.map(({ code, item }) => `${code} ${item}`)).toEqual(["shape items/Y1/scale"]);
  expect(parseDefinition(SOUND).definition?.missing).toBe("renormalise");
});
