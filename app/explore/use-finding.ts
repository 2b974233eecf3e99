"use client";

import { useTranslations } from "use-intl";
import type { CrosstabView } from "#server/explore/crosstab-view.ts";
import { formatMagnitude, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useEntryName } from "./use-entry-name.ts";

const BY = {
  node: "byNode",
  region: "byRegion",
  project: "byProject",
  phase: "byPhase",
  mode: "byMode",
  product_type: "byProduct",
  product_class: "byProductClass",
  batch: "byBatch",
  batch_class: "byBatchClass",
  tenure: "byTenure",
  tenure_class: "byTenureClass",
} as const;

/** Whether the filters leave nobody who answered, so that there is nothing to draw. */
export function nobodyAnswered({ cells }: CrosstabView): boolean {
  return cells.every((row) => row.every(({ state }) => state === "undefined"));
}

/** The finding of a crosstab: what stands furthest off its total for sure; else that nothing does, or that too much is hidden. */
export function useFinding() {
  const t = useTranslations("explore");
  const names = useNames();
  const name = useEntryName();
  return (view: CrosstabView): string => {
    const unit = names.unit(view.unit);
    if (nobodyAnswered(view)) return t("findingNobody", { unit });
    const byNode = view.rowsBy === "node";
    const cells = view.cells.flatMap((row, at) =>
      row.map((cell, place) => ({ cell, row: view.rows[at], column: view.columns[place] })),
    );
    const [furthest] = cells
      .filter(({ cell }) => cell.difference && cell.difference.verdict !== "not-distinguishable")
      .toSorted(
        (a, b) => Math.abs(b.cell.difference?.difference ?? 0) - Math.abs(a.cell.difference?.difference ?? 0),
      );
    if (furthest?.cell.difference && furthest.row && furthest.column) {
      const { cell, row, column } = furthest;
      const { difference } = furthest.cell.difference;
      const inColumn = column.key !== "";
      const base = byNode
        ? t("wholeOf", { unit })
        : inColumn
          ? t("columnAll", { column: name(column) })
          : t("wholeOf", { unit });
      return t(difference > 0 ? "findingAbove" : "findingBelow", {
        name: inColumn ? `${name(row)} · ${name(column)}` : name(row),
        base,
        size: formatMagnitude(difference, row.node?.unit ?? view.node.unit),
        ...(cell.n === null ? {} : { n: cell.n }),
      });
    }
    const shown = cells.filter(({ cell }) => cell.value !== null).length;
    if (shown * 2 < cells.filter(({ cell }) => cell.state !== "undefined").length)
      return t("findingHidden", { unit });
    if (byNode) {
      const [lowest] = cells
        .filter(({ cell, row, column }) => cell.state === "full" && row?.node && column?.key === "")
        .slice(1)
        .toSorted((a, b) => (a.cell.value ?? 0) - (b.cell.value ?? 0));
      if (lowest?.row?.node)
        return t("findingNodes", {
          unit,
          name: names.node(lowest.row.node),
          value: formatValue(lowest.cell.value, lowest.row.node.unit),
        });
    }
    return t("findingNone", { unit, by: t(BY[view.rowsBy]) });
  };
}
