"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { OperationsView } from "#server/operations/operations-view.ts";
import { Change } from "../components/change.tsx";
import { Icon } from "../components/glyph.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { MeasureChange } from "./measure-change.tsx";

/** Where opinion and records went apart, both for sure. */
export function FlagsPanel({ view }: { readonly view: OperationsView }) {
  const t = useTranslations("operations");
  const names = useNames();
  const address = useAddress();
  return (
    <Panel labelledBy="flags">
      <PanelHeader id="flags" title={t("flags")} />
      <ul className="border-t border-line">
        {view.flags.map((flag) => (
          <li
            key={`${flag.unit.id}${flag.node.id}${flag.measure}`}
            className="flex min-h-10 flex-wrap items-center gap-x-3 border-b border-line px-4 py-1.5 text-13 last:border-0"
          >
            <Icon of={TriangleAlert} size={14} className="text-neg" />
            <b>{names.unit(flag.unit)}</b>
            <span>{t(`flag_${flag.kind}`)}</span>
            <span className="text-ink-2">
              {names.node(flag.node)} <Change change={flag.change} unit={flag.node.unit} />
            </span>
            <span className="text-ink-2">
              {t(`measure_${flag.measure}`)} <MeasureChange figure={flag.figure} />
            </span>
            <span className="grow" />
            {flag.unit.id !== view.unit.id && (
              <ScreenLink
                href={address("/operations", { unit: flag.unit.id })}
                className="target-44 inline-flex items-center text-accent hover:underline print:hidden"
              >
                {t("open")}
              </ScreenLink>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
