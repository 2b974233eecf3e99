import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { CrosstabQuery } from "#server/explore/crosstab-query.ts";
import { SELECTION } from "../selection/selection.ts";

const CUTS = [
  "phase",
  "region",
  "project",
  "mode",
  "product_type",
  "product_class",
  "batch",
  "batch_class",
  "tenure",
  "tenure_class",
] as const;
export const ROWS = [...CUTS, "node"] as const;
export const COLUMNS = ["none", ...CUTS] as const;
export const MEASURES = ["mean", "top2", "count"] as const;

/** What only the free analysis shows, all of it in the address. */
export const EXPLORE = {
  rows: parseAsStringLiteral(ROWS).withDefault("phase"),
  cols: parseAsStringLiteral(COLUMNS).withDefault("none"),
  node: parseAsString,
  measure: parseAsStringLiteral(MEASURES).withDefault("mean"),
  product: parseAsString,
  batch: parseAsString,
  tenure: parseAsString,
  show: parseAsStringLiteral(["chart", "table"]).withDefault("chart"),
} as const;

const BOTH = { ...SELECTION, ...EXPLORE } as const;

export const loadExplore = createLoader(BOTH);
export const writeExplore = createSerializer(BOTH);
export type ExploreSelection = Awaited<ReturnType<typeof loadExplore>>;

const KIN: Readonly<Record<string, string>> = {
  region: "project",
  product_class: "product_type",
  batch_class: "batch",
  tenure: "batch",
  tenure_class: "batch",
};

/**
 * What a dimension is made of at the finest: regions of projects, classes of product types or batches; years since handover stand where
 * batches do, as a wave tells owners by one of them.
 */
export function finestOf(dimension: string): string {
  return KIN[dimension] ?? dimension;
}

/** Whether a dimension has its small groups merged: such ones go with units and indicators alone. */
export function isMerged(dimension: string): boolean {
  return ["product_class", "batch_class", "tenure_class"].includes(dimension);
}

const BESIDE_MERGED: readonly string[] = ["none", "region", "project", "node"];

/** Columns that go with rows: not the same, not what rows are made of, and beside merged groups units alone. */
export function columnsFor(rows: ExploreSelection["rows"]): readonly (typeof COLUMNS)[number][] {
  return COLUMNS.filter(
    (column) =>
      finestOf(column) !== finestOf(rows) &&
      (!isMerged(rows) || BESIDE_MERGED.includes(column)) &&
      (!isMerged(column) || BESIDE_MERGED.includes(rows)),
  );
}

/** Whether the answers may also be filtered by a dimension: not where rows or columns are by it, nor beside merged groups. */
export function isFree({ rows, cols }: Pick<ExploreSelection, "rows" | "cols">, dimension: string): boolean {
  return [rows, cols].every((each) => !isMerged(each) && finestOf(each) !== dimension);
}

/** The address as the server's question. A filter gives way to rows or columns by the same thing. `home` is the unit to fall back on. */
export function crosstabQueryOf(selection: ExploreSelection, home: number): CrosstabQuery {
  const { rows, node, measure } = selection;
  const cols = columnsFor(rows).includes(selection.cols) ? selection.cols : "none";
  const free = (dimension: string) => isFree({ rows, cols }, dimension);
  return {
    unit: selection.unit ?? home,
    wave: selection.wave ?? undefined,
    rows,
    columns: cols === "none" ? undefined : cols,
    node: node ?? undefined,
    measure: measure === "top2" ? "top2" : "mean",
    phase: free("phase") ? (selection.phase ?? undefined) : undefined,
    mode: free("mode") ? (selection.mode ?? undefined) : undefined,
    productType: free("product_type") ? (selection.product ?? undefined) : undefined,
    batch: free("batch") ? (selection.batch ?? undefined) : undefined,
    tenure: free("batch") ? (selection.tenure ?? undefined) : undefined,
    rule: selection.rule !== null && selection.rule > 0 ? selection.rule : undefined,
  };
}
