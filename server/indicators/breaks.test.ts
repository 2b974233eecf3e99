import { describe, expect, it } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { nodeBreak, type WaveWording } from "./breaks.ts";
import { nodeInfos, visibleNodes } from "./nodes.ts";

const INFOS = nodeInfos(OWNER_SATISFACTION, ANNUAL.byCode);

function wave(differing: Readonly<Record<string, number | null>> = {}): WaveWording {
  const versions = new Map<string, number | null>(
    [...ANNUAL.byCode].map(([code, { itemVersion }]) => [code, itemVersion]),
  );
  for (const [item, version] of Object.entries(differing)) versions.set(item, version);
  return { questionnaire: "annual", questions: ANNUAL.byCode, versions };
}

function breakOf(node: string, before: WaveWording, after: WaveWording) {
  const info = INFOS.find(({ id }) => id === node);
  if (!info) throw new Error(`no node ${node}`);
  return nodeBreak(info, INFOS, before, after, 0.5);
}

describe("breaks between waves", () => {
  it("break an item whose wording changed, and name it in what it is part of", () => {
    expect(breakOf("Y29", wave(), wave({ Y29: 2 }))).toEqual({ kind: "wording", items: ["Y29"] });
    expect(breakOf("D4", wave(), wave({ Y29: 2 }))).toEqual({ kind: null, items: ["Y29"] });
    expect(breakOf("TOTAL", wave(), wave({ Y29: 2 }))).toEqual({ kind: null, items: ["Y29"] });
    expect(breakOf("Y30", wave(), wave({ Y29: 2 }))).toEqual({ kind: null, items: [] });
  });

  it("break a dimension from half of its weight on", () => {
    expect(breakOf("D4", wave(), wave({ Y29: 2, Y31: 2 })).kind).toBeNull();
    expect(breakOf("D4", wave(), wave({ Y29: 2, Y30: 2 })).kind).toBe("wording");
    expect(breakOf("O1", wave(), wave({ Y01: 2 })).kind).toBe("wording");
  });

  it("say of an item that one wave did not ask that it was not asked", () => {
    expect(breakOf("Y43", wave({ Y43: null }), wave()).kind).toBe("not-asked");
    expect(breakOf("Y43", wave(), wave({ Y43: null })).kind).toBe("not-asked");
  });

  it("break a share of people with any item it is made of", () => {
    expect(breakOf("loyalty", wave(), wave({ Y03: 2 })).kind).toBe("wording");
    expect(breakOf("NPS", wave(), wave({ Y03: 2 })).kind).toBeNull();
  });

  it("part another questionnaire from this one altogether", () => {
    const other: WaveWording = { ...wave(), questionnaire: "residence" };
    expect(breakOf("TOTAL", other, wave()).kind).toBe("questionnaire");
  });
});

describe("the rows of a definition", () => {
  it("stand in the order of the tree, each with its share of what it is part of", () => {
    expect(INFOS.slice(0, 4).map(({ id, depth, parent }) => [id, depth, parent])).toEqual([
      ["TOTAL", 0, null],
      ["OUT", 1, "TOTAL"],
      ["O1", 2, "OUT"],
      ["Y01", 3, "O1"],
    ]);
    for (const info of INFOS.filter(({ hasChildren }) => hasChildren)) {
      const shares = INFOS.filter(({ parent }) => parent === info.id).map(({ share }) => share);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }
    expect(INFOS.filter(({ kind }) => kind === "measure").map(({ id, unit }) => [id, unit])).toEqual([
      ["loyalty", "percent"],
      ["NPS", "nps"],
    ]);
  });

  it("show a port's head the port's rows and what stands above them", () => {
    const rows = visibleNodes(INFOS, new Set(["warranty"]));
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(["TOTAL", "DEV", "D4", "Y29"]));
    expect(rows.filter(({ kind, port }) => kind === "item" && port !== "warranty")).toEqual([]);
    expect(rows.some(({ kind }) => kind === "measure")).toBe(false);
  });
});
