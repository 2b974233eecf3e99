"use client";

import { useTranslations } from "use-intl";
import { DISPOSITION_GROUP_LABELS, DISPOSITION_GROUPS } from "#surveys/disposition.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { formatCount, formatShare } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { MethodFact } from "./method-fact.tsx";
import type { ShownMethod } from "./shown-method.ts";

/** Told by sampling weights too, where homes were asked unequally. */
const RESPONSE_RATES = ["RR1", "RR2", "RR3", "RR4", "RR5", "RR6"] as const;
/** Who refused and who was met: known once every home has its outcome. */
const FURTHER_RATES = [
  ...(["COOP1", "COOP2", "COOP3", "COOP4"] as const),
  ...(["REF1", "REF2", "REF3"] as const),
  ...(["CON1", "CON2", "CON3"] as const),
];

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
        {RESPONSE_RATES.map((rate) => (
          <MethodFact key={rate} name={t("rate", { rate })}>
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
      {outcomes.open === 0 ? (
        <details className="border-t border-line px-4 py-2 text-13">
          <summary className="target-44 cursor-pointer text-accent">{t("furtherRates")}</summary>
          <dl>
            {FURTHER_RATES.map((rate) => (
              <MethodFact key={rate} name={t("rate", { rate })}>
                {formatShare(outcomes.rates[rate] ?? null)}
              </MethodFact>
            ))}
          </dl>
        </details>
      ) : (
        <p className="border-t border-line px-4 py-2 text-12 text-ink-3">{t("ratesLater")}</p>
      )}
    </Panel>
  );
}
