"use client";

import { Check } from "lucide-react";
import { useTranslations } from "use-intl";
import type { DraftPage } from "#server/waves/draft-page.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { classNames } from "../../components/class-names.ts";
import { Icon } from "../../components/glyph.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { PhasePips } from "../../components/phase-pips.tsx";
import { WholeInput } from "../../components/whole-input.tsx";
import { formatWeight } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";

type Modes = DraftPage["draft"]["plannedModes"];

const MODES = ["web", "phone", "visit"] as const;
const MODE_WORDS = { web: "modeWeb", phone: "modePhone", visit: "modeVisit" } as const;
const WHOLE = 10_000;

/** How answers are to come in, phase by phase, in whole per cent; each row says its sum. */
export function ModeMix({
  modes,
  onChange,
}: {
  readonly modes: Modes;
  readonly onChange: (modes: Modes) => void;
}) {
  const t = useTranslations("wave");
  const filter = useTranslations("filter");
  const names = useNames();
  const set = (phase: OwnerPhase, mode: (typeof MODES)[number], percent: number) =>
    onChange({ ...modes, [phase]: { ...modes[phase], [mode]: percent * 100 } });
  return (
    <Panel labelledBy="draft-modes">
      <PanelHeader
        id="draft-modes"
        title={t("modes")}
        beside={<span className="text-12 text-ink-3">{t("modesNote")}</span>}
      />
      <table className="w-full border-collapse text-13">
        <thead>
          <tr className="border-b border-line-strong text-12 text-ink-3">
            <th scope="col" className="h-8 pl-4 text-left font-normal">
              {t("phase")}
            </th>
            {MODES.map((mode) => (
              <th key={mode} scope="col" className="px-1 text-right font-normal">
                {filter(MODE_WORDS[mode])} %
              </th>
            ))}
            <th scope="col" className="pr-4 pl-1 text-right font-normal">
              {t("sum")}
            </th>
          </tr>
        </thead>
        <tbody>
          {OWNER_PHASES.map((phase) => {
            const sum = MODES.reduce((total, mode) => total + modes[phase][mode], 0);
            return (
              <tr key={phase} className="border-b border-line last:border-0">
                <th scope="row" className="py-1.5 pl-4 text-left font-normal min-[22.5rem]:whitespace-nowrap">
                  <span className="inline-flex flex-wrap items-center gap-x-1.5">
                    <PhasePips phase={phase} /> {names.phase(phase)}
                  </span>
                </th>
                {MODES.map((mode) => (
                  <td key={mode} className="px-1 py-1 text-right">
                    <WholeInput
                      min={0}
                      max={100}
                      aria-label={`${names.phase(phase)} ${filter(MODE_WORDS[mode])} %`}
                      value={modes[phase][mode] / 100}
                      onChange={(percent) => set(phase, mode, percent)}
                      onEmpty={() => set(phase, mode, 0)}
                      className="target-44 h-8 w-16 rounded-ctl border border-line-ctl bg-surface px-2 text-right max-md:w-14 max-[22.5rem]:w-11 max-[22.5rem]:px-1"
                    />
                  </td>
                ))}
                <td
                  className={classNames(
                    "pr-4 pl-1 text-right whitespace-nowrap",
                    sum === WHOLE ? "text-pos" : "font-semibold text-danger",
                  )}
                >
                  {formatWeight(sum / WHOLE)}
                  {sum === WHOLE && <Icon of={Check} size={13} className="ml-0.5 inline" />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}
