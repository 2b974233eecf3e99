"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { WavePage } from "#server/waves/wave-page.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PhasePips } from "../components/phase-pips.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { formatWeight } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { AGE_WORDS } from "./age-words.ts";

const MODES = ["web", "phone", "visit"] as const;
const MODE_WORDS = { web: "modeWeb", phone: "modePhone", visit: "modeVisit" } as const;

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 border-b border-line py-2 last:border-0">
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </div>
  );
}

/** What was decided about a wave, to be read. */
export function PlanFacts({ page: { wave, questionnaireTitle } }: { readonly page: WavePage }) {
  const t = useTranslations("wave");
  const filter = useTranslations("filter");
  const names = useNames();
  const notice = names.text(wave.notice) || wave.notice.zh;
  return (
    <div className="grid gap-3 xl:grid-cols-2">
      <Panel labelledBy="plan-dates">
        <PanelHeader id="plan-dates" title={t("dates")} />
        <dl className="px-4 pb-2 text-13">
          <Fact name={t("cutoff")}>{wave.cutoffOn}</Fact>
          <Fact name={t("opens")}>{wave.opensOn}</Fact>
          <Fact name={t("closes")}>{wave.closesOn}</Fact>
          <Fact name={t("ageBy")}>{t(AGE_WORDS[wave.ageBy])}</Fact>
          <Fact name={t("questionnaire")}>
            {names.text(questionnaireTitle)} {t("version", { version: wave.questionnaireVersion })}
          </Fact>
        </dl>
      </Panel>
      <Panel labelledBy="plan-modes">
        <PanelHeader
          id="plan-modes"
          title={t("modes")}
          beside={<span className="text-12 text-ink-3">{t("modesNote")}</span>}
        />
        {wave.plannedModes === undefined ? (
          <p className="px-4 pb-4 text-13 text-ink-3">{t("modesNone")}</p>
        ) : (
          <PlainTable
            caption={t("modes")}
            rows={OWNER_PHASES}
            rowKey={(phase) => phase}
            onPhone="table"
            columns={[
              {
                key: "phase",
                title: t("phase"),
                cell: (phase) => (
                  <span className="flex items-center gap-1.5 font-normal">
                    <PhasePips phase={phase} /> {names.phase(phase)}
                  </span>
                ),
              },
              ...MODES.map((mode) => ({
                key: mode,
                title: filter(MODE_WORDS[mode]),
                right: true,
                cell: (phase: (typeof OWNER_PHASES)[number]) =>
                  formatWeight((wave.plannedModes?.[phase][mode] ?? 0) / 10_000),
              })),
            ]}
          />
        )}
      </Panel>
      <Panel labelledBy="plan-notice" className="xl:col-span-2">
        <PanelHeader id="plan-notice" title={t("notice")} />
        <p className="px-4 pb-4 text-14 whitespace-pre-line">
          {notice === "" ? <span className="text-ink-3">{t("noticeNone")}</span> : notice}
        </p>
      </Panel>
    </div>
  );
}
