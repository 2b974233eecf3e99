"use client";

import { useTranslations } from "use-intl";
import { PlainTable } from "../components/plain-table.tsx";
import { formatDifference, formatHalfWidth, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import type { Effect } from "./preview.ts";

const Z95 = 1.96;

/** The slope chart as a table, with the interval of each shift. */
export function EffectTable({ effect }: { readonly effect: Effect }) {
  const t = useTranslations("weights");
  const names = useNames();
  return (
    <PlainTable
      caption={t("effectTable")}
      rows={effect.projects}
      rowKey={(row) => row.unit.id}
      onPhone="table"
      columns={[
        { key: "unit", title: t("project"), cell: (row) => names.unit(row.unit) },
        { key: "before", title: t("before"), right: true, cell: (row) => formatValue(row.before, "points") },
        {
          key: "after",
          title: t("after"),
          right: true,
          cell: (row) => `${formatValue(row.after, "points")} ${formatHalfWidth(row.halfWidth, "points")}`,
        },
        {
          key: "shift",
          title: t("shift"),
          right: true,
          cell: (row) =>
            `${formatDifference(row.shift ?? 0, "points")} ${formatHalfWidth(row.shiftSe === null ? null : Z95 * row.shiftSe, "points")}`,
        },
        {
          key: "band",
          title: t("band"),
          right: true,
          cell: (row) =>
            row.bandBefore === row.bandAfter
              ? t("bandName", { band: row.bandAfter })
              : `${t("bandName", { band: row.bandBefore })} → ${t("bandName", { band: row.bandAfter })}`,
        },
        {
          key: "mark",
          title: t("mark"),
          cell: (row) =>
            t(row.mark === "band" ? "markBand" : row.mark === "noise" ? "markNoise" : "markNone"),
        },
      ]}
    />
  );
}
