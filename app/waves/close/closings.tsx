"use client";

import { useTranslations } from "use-intl";
import type { ClosePage } from "#server/waves/close/close-page.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Tag } from "../../components/tag.tsx";
import { formatMoment } from "../../format.ts";

/** Every version of a wave's data with its fingerprint; the standing one is frozen. */
export function Closings({ page: { closings } }: { readonly page: ClosePage }) {
  const t = useTranslations("wave");
  return (
    <Panel labelledBy="close-versions">
      <PanelHeader id="close-versions" title={t("versions")} />
      {closings.length === 0 ? (
        <p className="px-4 pb-4 text-13 text-ink-3">{t("versionsNone")}</p>
      ) : (
        <PlainTable
          caption={t("versions")}
          rows={closings}
          rowKey={(row) => row.number}
          columns={[
            {
              key: "number",
              title: t("versionNumber"),
              cell: (row) => t("versionN", { number: row.number }),
            },
            {
              key: "closed",
              title: t("closedBy"),
              cell: (row) => `${row.closedBy ?? t("byCommand")} ${formatMoment(row.closedAt)}`,
            },
            {
              key: "hash",
              title: t("dataHash"),
              cell: (row) => (
                <code className="font-mono text-12" title={row.dataHash}>
                  {row.dataHash.slice(0, 16)}
                </code>
              ),
            },
            {
              key: "state",
              title: t("state"),
              cell: (row) =>
                row.reopenedAt === null ? (
                  <Tag tone="good">{t("frozen")}</Tag>
                ) : (
                  t("reopenedBy", {
                    by: row.reopenedBy ?? t("byCommand"),
                    time: formatMoment(row.reopenedAt),
                  })
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
