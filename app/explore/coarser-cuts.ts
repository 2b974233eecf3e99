import type { CrosstabCell, CrosstabView } from "#server/explore/crosstab-view.ts";
import { columnsFor, type ExploreSelection, isMerged } from "./explore-selection.ts";

/** A step back to larger groups: what it is called and what it changes in the address. */
export type CoarserCut = {
  readonly step:
    | "mergedRows"
    | "mergedColumns"
    | "columns"
    | "region"
    | "phase"
    | "mode"
    | "product"
    | "batch"
    | "tenure"
    | "byPhase";
  readonly change: Partial<ExploreSelection>;
};

const FILTERS = ["batch", "tenure", "product", "mode", "phase"] as const;
const MERGED = { product_type: "product_class", batch: "batch_class", tenure: "tenure_class" } as const;
const DIMENSION = {
  batch: "batch",
  tenure: "tenure",
  product: "product_type",
  mode: "mode",
  phase: "phase",
} as const;

function mergedOf(dimension: string | null) {
  return dimension === "product_type" || dimension === "batch" || dimension === "tenure"
    ? MERGED[dimension]
    : undefined;
}

/** Steps that make groups larger: small ones merged, then the one that gives most first: undivided columns, a filter less, larger rows. */
export function coarserCuts(
  selection: ExploreSelection,
  { rowsBy, columnsBy, unit }: Pick<CrosstabView, "rowsBy" | "columnsBy" | "unit">,
): readonly CoarserCut[] {
  const cuts: CoarserCut[] = [];
  if (FILTERS.every((filter) => selection[filter] === null)) {
    const [rows, cols] = [mergedOf(rowsBy), mergedOf(columnsBy)];
    if (rows && columnsFor(rows).some((each) => each === (columnsBy ?? "none")))
      cuts.push({ step: "mergedRows", change: { rows } });
    if (cols && columnsFor(rowsBy).includes(cols)) cuts.push({ step: "mergedColumns", change: { cols } });
  }
  if (columnsBy !== null) cuts.push({ step: "columns", change: { cols: "none" } });
  for (const filter of FILTERS)
    if (selection[filter] !== null && rowsBy !== DIMENSION[filter] && columnsBy !== DIMENSION[filter])
      cuts.push({ step: filter, change: { [filter]: null } });
  if (rowsBy === "project" && unit.kind === "group")
    cuts.push({ step: "region", change: { rows: "region" } });
  if ((rowsBy === "batch" || rowsBy === "tenure") && columnsBy !== "phase")
    cuts.push({ step: "byPhase", change: { rows: "phase" } });
  return cuts;
}

/** Whether answers are divided or filtered by two things at once, by which single questions are not shown, and single projects hardly. */
export function isCrossed(
  selection: ExploreSelection,
  { rowsBy, columnsBy }: Pick<CrosstabView, "rowsBy" | "columnsBy">,
): boolean {
  if (isMerged(rowsBy) || (columnsBy !== null && isMerged(columnsBy))) return false;
  const divided = FILTERS.filter(
    (filter) => selection[filter] !== null || rowsBy === DIMENSION[filter] || columnsBy === DIMENSION[filter],
  );
  return divided.length > 1;
}

/** How many cells stay without a number, and why: fewer than five answers or one that would follow from others, or fewer than the minimum of the rule. */
export function withheldCells(cells: readonly (readonly Pick<CrosstabCell, "state">[])[]): {
  readonly hidden: number;
  readonly few: number;
} {
  const states = cells.flat().map(({ state }) => state);
  return {
    hidden: states.filter((state) => state === "hidden").length,
    few: states.filter((state) => state === "n-only").length,
  };
}
