"use client";

import { useTranslations } from "use-intl";
import { DISPOSITION_GROUP_LABELS, DISPOSITION_GROUPS } from "#surveys/disposition.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { formatCount, formatShare } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import type { ShownMonitor } from "./shown-monitor.ts";

/** Every home that was asked by how it ended, and the rates made of that. */
export function OutcomesPanel({ view }: { readonly view: ShownMonitor }) {
  const t = useTranslations("monitor");
  const names = useNames();
  const { outcomes, totals, contacts } = view;
  const rows = [
    ...DISPOSITION_GROUPS.map((group) => ({
      key: group as string,
      name: names.text(DISPOSITION_GROUP_LABELS[group]),
      n: outcomes.counts[group],
    })),
    { key: t("openCode"), name: t("open"), n: outcomes.open },
  ];
  const calls = Object.values(contacts?.byOutcome ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <Panel labelledBy="outcomes">
      <PanelHeader id="outcomes" title={t("outcomes")} />
      <div className="px-4 pb-3">
        <p className="mb-1 text-12 text-ink-3">
          {t("rr", {
            rr2: formatShare(outcomes.rates.RR2 ?? null),
            rr4: formatShare(outcomes.rates.RR4 ?? null),
            e: formatShare(outcomes.eligibility ?? null),
          })}
        </p>
        <table className="w-full border-collapse text-13">
          <caption className="sr-only">{t("outcomes")}</caption>
          <thead>
            <tr className="border-b border-line-strong text-12 text-ink-3 [&>th]:h-7 [&>th]:font-normal">
              <th scope="col" className="text-left">
                {t("outcome")}
              </th>
              <th scope="col" className="text-right">
                {t("homes")}
              </th>
              <th scope="col" className="text-right">
                {t("ofAsked")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, n }) => (
              <tr key={key} className="border-b border-line last:border-0">
                <th scope="row" className="py-1 text-left font-normal">
                  {name} <span className="text-12 text-ink-3">{key}</span>
                </th>
                <td className="text-right">{formatCount(n)}</td>
                <td className="text-right text-ink-3">
                  {formatShare(totals.asked === 0 ? null : n / totals.asked)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="mt-2 text-12 text-ink-3">
          {contacts &&
            t("contacts", {
              calls: formatCount(calls),
              appointments: formatCount(contacts.appointmentsOpen),
              overdue: formatCount(contacts.appointmentsOverdue),
            })}
          {totals.leftOut > 0 && t("leftOut", { count: formatCount(totals.leftOut) })}
        </p>
      </div>
    </Panel>
  );
}
