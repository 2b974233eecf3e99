"use client";

import { useTranslations } from "use-intl";
import type { ClosePage } from "#server/waves/close/close-page.ts";
import { DISPOSITION_GROUP_LABELS, DISPOSITION_GROUPS } from "#surveys/disposition.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { formatCount } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { SumLines } from "./sum-lines.tsx";

const PARTS = ["received", "counted", "isolated", "voided", "brokenOff", "late", "secondAnswers"] as const;

/** What came of those who were asked, and, once closed, the sums that had to come out. */
export function Sums({ page }: { readonly page: ClosePage }) {
  const t = useTranslations("wave");
  const names = useNames();
  const { counts, reconciliation, late } = page;
  return (
    <Panel labelledBy="close-sums">
      <PanelHeader id="close-sums" title={t("sums")} />
      {reconciliation && <SumLines lines={reconciliation.lines} />}
      <dl className="grid grid-cols-2 gap-x-6 px-4 py-2 text-13 md:grid-cols-3">
        <Figure name={t("askedHomes")} value={counts.asked} />
        {PARTS.map((part) => (
          <Figure key={part} name={t(`part_${part}`)} value={counts[part]} />
        ))}
        {DISPOSITION_GROUPS.map((group) => (
          <Figure
            key={group}
            name={`${names.text(DISPOSITION_GROUP_LABELS[group])} ${group}`}
            value={counts.outcomes[group]}
          />
        ))}
      </dl>
      {late.length > 0 && (
        <p className="border-t border-line px-4 py-2 text-13 text-ink-2">
          {t("lateNote", {
            days: late.map(({ day, answers }) => `${day} ${formatCount(answers)}`).join("、"),
          })}
        </p>
      )}
    </Panel>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div className="flex justify-between gap-2 py-0.5">
      <dt className="text-ink-3">{name}</dt>
      <dd>{formatCount(value)}</dd>
    </div>
  );
}
