import { expect, test } from "vitest";
import { coarserCuts, isCrossed, withheldCells } from "./coarser-cuts.ts";
import { loadExplore } from "./explore-selection.ts";

const UNIT = { id: 1, code: "G", kind: "group", name: "集团", nameEn: null } as const;

test("offers to leave the columns undivided first, then filters out, then larger rows", async () => {
  const selection = await loadExplore({ rows: "project", cols: "batch", phase: "S", product: "洋房" });
  const cuts = coarserCuts(selection, { rowsBy: "project", columnsBy: "batch", unit: UNIT });
  expect(cuts.map(({ step }) => step)).toEqual(["columns", "product", "phase", "region"]);
  expect(cuts[1]?.change).toEqual({ product: null });
});

test("offers to merge what is small where nothing else divides or filters the answers", async () => {
  const steps = async (address: Record<string, string>, rowsBy: "batch" | "project" | "phase") => {
    const { cols, ...selection } = await loadExplore(address);
    const columnsBy = cols === "none" ? null : cols;
    return coarserCuts({ ...selection, cols }, { rowsBy, columnsBy, unit: UNIT }).map(({ step }) => step);
  };
  expect(await steps({ rows: "batch" }, "batch")).toContain("mergedRows");
  expect(await steps({ rows: "project", cols: "batch" }, "project")).toContain("mergedColumns");
  expect(await steps({ rows: "batch", cols: "phase" }, "batch")).not.toContain("mergedRows");
  expect(await steps({ rows: "batch", mode: "web" }, "batch")).not.toContain("mergedRows");
});

test("offers nothing that would change nothing: a filter that gave way to rows, regions of a region", async () => {
  const selection = await loadExplore({ rows: "phase", phase: "S" });
  expect(coarserCuts(selection, { rowsBy: "phase", columnsBy: null, unit: UNIT })).toEqual([]);
  const region = { rowsBy: "project", columnsBy: null, unit: { ...UNIT, kind: "region" } } as const;
  expect(coarserCuts(await loadExplore({ rows: "project" }), region)).toEqual([]);
});

test("projects by batch divide the answers once, phases by mode or under a filter twice", async () => {
  const crossed = async (
    address: Record<string, string>,
    rowsBy: "project" | "phase",
    columnsBy: "batch" | "batch_class" | "mode" | null,
  ) => isCrossed(await loadExplore(address), { rowsBy, columnsBy });
  expect(await crossed({}, "project", "batch")).toBe(false);
  expect(await crossed({}, "phase", "mode")).toBe(true);
  // beside merged groups no filter holds
  expect(await crossed({ batch: "一期" }, "project", "batch_class")).toBe(false);
  expect(await crossed({ product: "洋房" }, "phase", null)).toBe(true);
  // a filter that gave way to the rows divides nothing more
  expect(await crossed({ phase: "S" }, "phase", null)).toBe(false);
});

test("counts what is hidden and what has a number of answers alone", () => {
  const row = (...states: ("full" | "hidden" | "n-only" | "undefined")[]) =>
    states.map((state) => ({ state }));
  expect(withheldCells([row("full", "hidden"), row("n-only", "undefined"), row("hidden", "full")])).toEqual({
    hidden: 2,
    few: 1,
  });
});
