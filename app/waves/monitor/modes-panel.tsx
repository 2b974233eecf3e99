"use client";

import { useTranslations } from "use-intl";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { formatCount, formatWeight } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useModeNames } from "../use-mode-names.ts";
import type { ShownMonitor } from "./shown-monitor.ts";

const MODES = ["web", "phone", "visit"] as const;
const FILL = { web: "var(--ink-2)", phone: "var(--prev)", visit: "var(--line-strong)" } as const;

function whole(share: number): string {
  return formatWeight(Math.round(share * 100) / 100);
}

/** How answers came, beside what was planned. */
export function ModesPanel({ view }: { readonly view: Pick<ShownMonitor, "modes"> }) {
  const t = useTranslations("monitor");
  const modeName = useModeNames();
  const names = useNames();
  const all = view.modes.reduce((sum, { counted }) => sum + counted, 0);
  const of = (mode: (typeof MODES)[number]) =>
    view.modes.reduce((sum, each) => (each.mode === mode ? sum + each.counted : sum), 0);
  const planned = view.modes.some((each) => each.planned !== null);
  if (all === 0) return null;
  const label = MODES.map((mode) => `${modeName(mode)} ${whole(of(mode) / all)}`).join(t("clauseJoin"));
  let from = 0;
  return (
    <Panel labelledBy="modes">
      <PanelHeader id="modes" title={t("modes")} />
      <div className="px-4 pb-3">
        <svg width="100%" height="12" role="img" aria-label={label} className="block">
          {MODES.map((mode) => {
            const x = from;
            const width = (of(mode) / all) * 100;
            from += width;
            return (
              <rect
                data-mark
                key={mode}
                x={`${x}%`}
                width={`${Math.max(0, width - 0.6)}%`}
                height="12"
                rx="1"
                fill={FILL[mode]}
              />
            );
          })}
        </svg>
        <table className="mt-2 w-full border-collapse text-13">
          <caption className="sr-only">{t("modes")}</caption>
          <thead>
            <tr className="text-12 text-ink-3 [&>th]:font-normal">
              <th scope="col" className="text-left">
                <span className="sr-only">{t("phase")}</span>
              </th>
              {MODES.map((mode) => (
                <th key={mode} scope="col" className="text-right">
                  <svg width="9" height="9" aria-hidden="true" className="mr-1 inline-block">
                    <rect data-mark width="9" height="9" rx="1" fill={FILL[mode]} />
                  </svg>
                  {modeName(mode)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className="font-semibold">
              <th scope="row" className="text-left font-semibold whitespace-nowrap">
                {t("total")}
              </th>
              {MODES.map((mode) => (
                <td key={mode} className="py-0.5 text-right whitespace-nowrap">
                  {whole(of(mode) / all)}{" "}
                  <span className="text-12 font-normal text-ink-3">{formatCount(of(mode))}</span>
                </td>
              ))}
            </tr>
            {OWNER_PHASES.map((phase) => (
              <tr key={phase} className="border-t border-line">
                <th scope="row" className="py-0.5 pr-2 text-left align-top font-normal whitespace-nowrap">
                  {names.phase(phase)}
                </th>
                {MODES.map((mode) => {
                  const cell = view.modes.find((each) => each.phase === phase && each.mode === mode);
                  return (
                    <td key={mode} className="py-0.5 text-right align-top whitespace-nowrap">
                      {cell?.share == null ? "\u2014" : whole(cell.share)}
                      {planned && cell?.planned != null && (
                        <span className="text-12 text-ink-3 max-sm:block">
                          {" "}
                          {t("plannedShare", { share: whole(cell.planned) })}
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
