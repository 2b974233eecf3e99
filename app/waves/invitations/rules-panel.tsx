"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Icon } from "../../components/glyph.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { formatCount, formatMoment } from "../../format.ts";
import type { ShownMailings } from "./shown-mailings.ts";

/** When and how often owners are written to, and what the server can do by itself. */
export function RulesPanel({ view }: { readonly view: ShownMailings }) {
  const t = useTranslations("mailings");
  const { rules, optedOut } = view;
  return (
    <Panel labelledBy="rules">
      <PanelHeader id="rules" title={t("rules")} />
      <ul className="flex flex-col gap-1.5 px-4 pb-3 text-13">
        <li>
          {t(rules.isContactTime ? "hoursNow" : "hoursLater", {
            from: formatMoment(rules.from),
            hours: rules.hours,
          })}
        </li>
        <li>{t("most", { most: rules.mostContacts, days: rules.restDays })}</li>
        <li>{t("optOuts", { count: formatCount(optedOut) })}</li>
        <li className={rules.emailReady ? undefined : "text-ink-3"}>
          {t(rules.emailReady ? "emailReady" : "emailMissing")}
        </li>
        {!rules.publicUrlIsSet && (
          <li className="flex items-start gap-1.5 text-neg">
            <Icon of={TriangleAlert} className="mt-0.5" />
            <span className="[overflow-wrap:anywhere]">{t("urlMissing", { url: rules.publicUrl })}</span>
          </li>
        )}
      </ul>
    </Panel>
  );
}
