"use client";

import { useTranslations } from "use-intl";
import type { WaveStep } from "#server/waves/move-wave.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { formatMoment } from "../format.ts";

/** Every step a wave has taken: what, when, by whom and why. */
export function WaveSteps({ steps }: { readonly steps: readonly WaveStep[] }) {
  const t = useTranslations("wave");
  const states = useTranslations("waveState");
  const rows = steps.map((step, place) => ({ ...step, place })).toReversed();
  return (
    <Panel labelledBy="wave-history">
      <PanelHeader id="wave-history" title={t("history")} />
      {rows.length === 0 ? (
        <p className="px-4 pb-4 text-13 text-ink-3">{t("historyNone")}</p>
      ) : (
        <PlainTable
          caption={t("history")}
          rows={rows}
          rowKey={(step) => step.place}
          columns={[
            {
              key: "what",
              title: t("what"),
              cell: (step) =>
                step.from === step.to
                  ? t("moved_last_day")
                  : t("stepFrom", { from: states(step.from), to: states(step.to) }),
            },
            { key: "at", title: t("at"), cell: (step) => formatMoment(step.at) },
            { key: "by", title: t("by"), cell: (step) => step.by ?? t("byCommand") },
            { key: "reason", title: t("reason"), cell: (step) => step.reason ?? "" },
          ]}
        />
      )}
    </Panel>
  );
}
