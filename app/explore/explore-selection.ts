import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { CrosstabQuery } from "#server/explore/crosstab-query.ts";
import { SELECTION } from "../selection/selection.ts";

export const ROWS = ["phase", "region", "project", "mode", "product_type", "batch", "node"] as const;
export const COLUMNS = ["none", "phase", "region", "project", "mode", "product_type", "batch"] as const;
export const MEASURES = ["mean", "top2", "count"] as const;

/** What only the free analysis shows, all of it in the address. */
export const EXPLORE = {
  rows: parseAsStringLiteral(ROWS).withDefault("phase"),
  cols: parseAsStringLiteral(COLUMNS).withDefault("none"),
  node: parseAsString,
  measure: parseAsStringLiteral(MEASURES).withDefault("mean"),
  product: parseAsString,
  batch: parseAsString,
  show: parseAsStringLiteral(["chart", "table"]).withDefault("chart"),
} as const;

const BOTH = { ...SELECTION, ...EXPLORE } as const;

export const loadExplore = createLoader(BOTH);
export const writeExplore = createSerializer(BOTH);
export type ExploreSelection = Awaited<ReturnType<typeof loadExplore>>;

function isUnits(dimension: string): boolean {
  return dimension === "region" || dimension === "project";
}

/** Columns that go with rows: not the same, and not regions of projects. */
export function columnsFor(rows: ExploreSelection["rows"]): readonly (typeof COLUMNS)[number][] {
  return COLUMNS.filter((column) => column !== rows && !(isUnits(column) && isUnits(rows)));
}

/** The address as the server's question. A filter gives way to rows or columns by the same thing. `home` is the unit to fall back on. */
export function crosstabQueryOf(selection: ExploreSelection, home: number): CrosstabQuery {
  const { rows, node, measure } = selection;
  const cols = columnsFor(rows).includes(selection.cols) ? selection.cols : "none";
  const free = (dimension: string) => rows !== dimension && cols !== dimension;
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
  };
}
