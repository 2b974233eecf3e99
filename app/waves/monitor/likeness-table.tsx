"use client";

import { useTranslations } from "use-intl";
import type { RepresentedRow } from "#server/waves/monitor/representativeness.ts";
import { PlainTable } from "../../components/plain-table.tsx";
import { Tag } from "../../components/tag.tsx";
import { formatCount, formatShare } from "../../format.ts";

/** The shares of the picture as figures, with those asked beside them. */
export function LikenessTable({
  rows,
  nameOf,
}: {
  readonly rows: readonly RepresentedRow[];
  readonly nameOf: (row: RepresentedRow) => string;
}) {
  const t = useTranslations("monitor");
  return (
    <PlainTable
      caption={t("likeness")}
      rows={rows}
      rowKey={({ by, value }) => `${by} ${value}`}
      onPhone="table"
      columns={[
        {
          key: "group",
          title: t("cut"),
          cell: (row) => (
            <span className="font-normal whitespace-nowrap">
              <span className="text-12 text-ink-3">{t(`by_${row.by}`)}</span> {nameOf(row)}
            </span>
          ),
        },
        { key: "owners", title: t("owners"), right: true, cell: ({ owners }) => formatCount(owners) },
        { key: "ofOwners", title: t("ofOwners"), right: true, cell: ({ ofOwners }) => formatShare(ofOwners) },
        { key: "ofAsked", title: t("ofDrawn"), right: true, cell: ({ ofAsked }) => formatShare(ofAsked) },
        {
          key: "ofAnswers",
          title: t("ofAnswers"),
          right: true,
          cell: ({ ofAnswers }) => formatShare(ofAnswers),
        },
        {
          key: "ofWeighted",
          title: t("ofWeighted"),
          right: true,
          cell: ({ ofWeighted }) => formatShare(ofWeighted),
        },
        {
          key: "off",
          title: t("lookAt"),
          cell: ({ isOff }) => isOff && <Tag tone="attention">{t("off")}</Tag>,
        },
      ]}
    />
  );
}
