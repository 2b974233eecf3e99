"use client";

import { useTranslations } from "use-intl";
import { PlainTable } from "../../components/plain-table.tsx";
import { formatCount, formatShare, NOTHING } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import type { ShownProject, ShownStratum } from "./shown-monitor.ts";

type Row = ShownStratum & { readonly of: ShownProject };

/** The bullets as figures, one row a project and phase. */
export function StrataTable({ projects }: { readonly projects: readonly ShownProject[] }) {
  const t = useTranslations("monitor");
  const names = useNames();
  const rows = projects.flatMap((of) => of.phases.map((phase): Row => ({ ...phase, of })));
  return (
    <PlainTable
      caption={t("progress")}
      rows={rows}
      rowKey={(row) => `${row.of.project.id}${row.phase}`}
      onPhone="table"
      columns={[
        {
          key: "stratum",
          title: t("stratum"),
          cell: (row) => `${names.unit(row.of.project)} · ${names.phase(row.phase)}`,
        },
        {
          key: "owners",
          title: t("owners"),
          right: true,
          wideOnly: true,
          cell: (row) => formatCount(row.owners),
        },
        { key: "asked", title: t("asked"), right: true, cell: (row) => formatCount(row.asked) },
        { key: "counted", title: t("valid"), right: true, cell: (row) => formatCount(row.counted) },
        { key: "due", title: t("legendDue"), right: true, cell: (row) => formatCount(row.dueByNow) },
        { key: "target", title: t("target"), right: true, cell: (row) => formatCount(row.target) },
        {
          key: "rate",
          title: t("rate"),
          right: true,
          cell: (row) => formatShare(row.asked === 0 ? null : row.counted / row.asked),
        },
        {
          key: "margin",
          title: t("margin"),
          right: true,
          cell: (row) => (row.marginPoints === null ? NOTHING : `±${row.marginPoints.toFixed(1)}`),
        },
        { key: "pace", title: t("pace"), cell: (row) => t(`pace_${row.pace}`) },
      ]}
    />
  );
}
