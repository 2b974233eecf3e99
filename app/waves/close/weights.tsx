"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ClosePage, WeightRow } from "#server/waves/close/close-page.ts";
import { Button } from "../../components/button.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { Tag } from "../../components/tag.tsx";
import { formatCount, NOTHING } from "../../format.ts";
import { StratumName } from "../stratum-name.tsx";
import { WeightLog } from "./weight-log.tsx";

const FIRST = 12;

/** The weight of every project and phase with what was done to it, the heaviest first. */
export function Weights({ page }: { readonly page: ClosePage }) {
  const t = useTranslations("wave");
  const [all, setAll] = useState(false);
  const rows = page.weights.toSorted((a, b) => (b.weight ?? Infinity) - (a.weight ?? Infinity));
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <Panel labelledBy="close-weights">
      <PanelHeader
        id="close-weights"
        title={t("weights")}
        beside={
          page.closings.every(({ reopenedAt }) => reopenedAt !== null) && (
            <span className="text-12 text-ink-3">{t("weightsNow")}</span>
          )
        }
      />
      <WeightLog weighting={page.weighting} />
      <PlainTable<WeightRow>
        caption={t("weights")}
        rows={shown}
        rowKey={(row) => `${row.projectId}|${row.phase}`}
        onPhone="table"
        columns={[
          {
            key: "stratum",
            title: t("stratum"),
            cell: (row) => <StratumName {...row} />,
          },
          { key: "owners", title: t("homes"), right: true, cell: (row) => formatCount(row.owners) },
          {
            key: "respondents",
            title: t("answers"),
            right: true,
            cell: (row) => formatCount(row.respondents),
          },
          {
            key: "weight",
            title: t("weight"),
            right: true,
            cell: (row) => (row.weight === null ? NOTHING : <b>{row.weight.toFixed(2)}</b>),
          },
          {
            key: "done",
            title: t("weightDone"),
            cell: (row) => (
              <span className="inline-flex flex-wrap gap-1">
                {row.isPooled && <Tag tone="outline">{t("pooled")}</Tag>}
                {row.isTrimmed && <Tag tone="outline">{t("trimmed")}</Tag>}
                {row.weight === null && <Tag tone="attention">{t("unheard")}</Tag>}
              </span>
            ),
          },
        ]}
      />
      {rows.length > FIRST && (
        <div className="px-4 py-2 print:hidden">
          <Button size="small" onClick={() => setAll(!all)}>
            {t(all ? "showFewer" : "showAllStrata", { count: formatCount(rows.length) })}
          </Button>
        </div>
      )}
    </Panel>
  );
}
