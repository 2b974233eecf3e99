import { describe, expect, test } from "vitest";
import { diff } from "./diff.ts";
import { type IndexDefinition, indexDefinition } from "./index-definition.ts";

const BASE = {
  id: "base",
  version: 1,
  items: { Y1: { scale: [1, 5] }, Y2: { scale: [1, 5] }, Y3: { scale: [1, 5] } },
  tree: {
    id: "T",
    combine: [
      { id: "A", weight: 6000, combine: [{ id: "A1", weight: 1, items: { Y1: 1 } }] },
      { id: "B", weight: 4000, items: { Y2: 5000, Y3: 5000 } },
    ],
  },
};

function read(change: Record<string, unknown> = {}): IndexDefinition {
  return indexDefinition.parse({ ...BASE, ...change });
}

function told(change: Record<string, unknown>): string[] {
  return diff(read(), read(change)).map(({ kind, place, affects }) => `${kind} ${place} ${affects}`);
}

describe("diff", () => {
  test("finds nothing between equal definitions, whatever their version", () => {
    expect(diff(read(), read({ version: 2, missing: "renormalise" }))).toEqual([]);
  });

  test("names a changed weight with both values", () => {
    const tree = { ...BASE.tree, combine: [{ ...BASE.tree.combine[0], weight: 7000 }, BASE.tree.combine[1]] };
    expect(diff(read(), read({ tree }))).toEqual([
      {
        place: "tree/A/weight",
        kind: "changed",
        before: 6000,
        after: 7000,
        affects: "numbers",
        zh: "tree/A/weight：6000 → 7000",
        en: "tree/A/weight: 6000 → 7000",
      },
    ]);
  });

  test("a node that hangs elsewhere has moved, not been removed and added", () => {
    const [a, b] = BASE.tree.combine;
    const tree = {
      ...BASE.tree,
      combine: [
        { id: "A", weight: 6000, items: { Y1: 1 } },
        { ...b, combine: a?.combine },
      ],
    };
    expect(told({ tree })).toEqual(["added tree/A/items/Y1 numbers", "moved tree/A1 numbers"]);
  });

  test("something added or removed as a whole is one line", () => {
    expect(
      told({ items: { ...BASE.items, Y4: { scale: [0, 10], score: "net", promoters: 9, detractors: 6 } } }),
    ).toEqual(["added items/Y4 numbers"]);
    expect(told({ joint: { loyal: { all: { Y1: 4 } } } })).toEqual(["added joint/loyal numbers"]);
  });

  test("titles are words, rules are numbers", () => {
    const items = { ...BASE.items, Y1: { scale: [1, 5], title: { zh: "满意", en: "Satisfied" } } };
    expect(told({ items, missing: "undefined", weights: { collapseBelow: 5, trim: null } })).toEqual([
      "added items/Y1/title words",
      "changed missing numbers",
      "changed weights/collapseBelow numbers",
    ]);
  });
});
