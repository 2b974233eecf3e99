import { describe, expect, test } from "vitest";
import { definitionHash } from "./definition-hash.ts";
import { OWNER_SATISFACTION } from "./definitions/registry.ts";
import { type IndexDefinition, indexDefinition } from "./index-definition.ts";

const SMALL = {
  id: "small",
  version: 1,
  items: { Y1: { scale: [1, 5] }, Y2: { scale: [1, 5] } },
  tree: { id: "T", items: { Y1: 5000, Y2: 5000 } },
};

function read(change: Record<string, unknown> = {}): IndexDefinition {
  return indexDefinition.parse({ ...SMALL, ...change });
}

describe("definitionHash", () => {
  test("does not see the order of keys or defaults written out", () => {
    const { id, version, items, tree } = SMALL;
    const other = indexDefinition.parse({
      minimumAnswers: 10,
      tree,
      items: Object.fromEntries(Object.entries(items).reverse()),
      version,
      id,
    });
    expect(definitionHash(other)).toBe(definitionHash(read()));
  });

  test("sees every change of a rule, a weight or a word", () => {
    const hashes = [
      read(),
      read({ missing: "undefined" }),
      read({ title: { zh: "甲", en: "A" } }),
      read({ version: 2 }),
    ].map(definitionHash);
    expect(new Set(hashes).size).toBe(4);
    expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });

  test("a shipped definition never changes: a new version is a new file", () => {
    expect(definitionHash(OWNER_SATISFACTION)).toBe(
      "1374ff3f70cb31ea77bd16a6275d49cdce7fffff4d18f087f970064e97b08ddc",
    );
  });
});
