"use client";

import { useTranslations } from "use-intl";
import { DISPOSITION_GROUP_LABELS, DISPOSITION_GROUPS } from "#surveys/disposition.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { formatCount, formatShare } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { MethodFact } from "./method-fact.tsx";
import type { ShownMethod } from "./shown-method.ts";

const RATES = ["RR1", "RR2", "RR3", "RR4"] as const;

/** How every home that was asked ended, and the rates made of that. */
export function MethodOutcomes({
  view: { outcomes, weightedRates, reconciliation },
}: {
  readonly view: ShownMethod;
}) {
  const t = useTranslations("method");
  const names = useNames();
  const { asked } = reconciliation.counts;
  const rows = [
    ...DISPOSITION_GROUPS.map((group) => ({
      key: group as string,
      name: `${names.text(DISPOSITION_GROUP_LABELS[group])} ${group}`,
      n: outcomes.counts[group],
    })),
    ...(outcomes.open > 0 ? [{ key: "open", name: t("open"), n: outcomes.open }] : []),
  ];
  return (
    <Panel labelledBy="method-outcomes">
      <PanelHeader id="method-outcomes" title={t("outcomes")} />
      <PlainTable
        caption={t("outcomes")}
        rows={rows}
        rowKey={({ key }) => key}
        onPhone="table"
        columns={[
          {
            key: "outcome",
            title: t("outcome"),
            cell: ({ name }) => <span className="font-normal">{name}</span>,
          },
          { key: "homes", title: t("homesColumn"), right: true, cell: ({ n }) => formatCount(n) },
          {
            key: "share",
            title: t("ofAsked"),
            right: true,
            cell: ({ n }) => formatShare(asked === 0 ? null : n / asked),
          },
        ]}
      />
      <dl className="border-t border-line px-4 py-2 text-13">
        {RATES.map((rate) => (
          <MethodFact key={rate} name={rate}>
            <b>{formatShare(outcomes.rates[rate] ?? null)}</b>
            {weightedRates && (
              <span className="text-12 text-ink-3">
                {" "}
                {t("weightedRate", { rate: formatShare(weightedRates[rate] ?? null) })}
              </span>
            )}
          </MethodFact>
        ))}
        <MethodFact name={t("eligible")}>{formatShare(outcomes.eligibility ?? null)}</MethodFact>
      </dl>
    </Panel>
  );
}
