"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { FieldCurve } from "../../charts/field-curve.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { TableToggle } from "../../components/table-toggle.tsx";
import { formatCount, formatDay } from "../../format.ts";
import type { ShownMonitor } from "./shown-monitor.ts";

/** Answers day by day, and where that leads. */
export function CurvePanel({ view }: { readonly view: ShownMonitor }) {
  const t = useTranslations("monitor");
  const language = useLocale() === "en" ? "en" : "zh-CN";
  const [asTable, setAsTable] = useState(false);
  const { wave, curve, forecast, totals } = view;
  const title = forecast
    ? t("curveForecast", {
        days: forecast.days,
        day: formatDay(wave.closesOn, language),
        counted: formatCount(forecast.atClose),
      })
    : t("curve");
  const reached = !forecast
    ? undefined
    : totals.counted >= totals.target
      ? t("targetReached")
      : forecast.targetOn
        ? t("targetOn", { day: formatDay(forecast.targetOn, language) })
        : t("targetMissed");
  return (
    <Panel labelledBy="curve">
      <PanelHeader id="curve" title={title}>
        <TableToggle shown={asTable} onToggle={setAsTable} />
      </PanelHeader>
      {reached && <p className="px-4 text-12 text-ink-3">{reached}</p>}
      {asTable ? (
        <div className="scroll-quiet max-h-64 overflow-y-auto px-4 pb-3">
          <table className="w-full border-collapse text-13">
            <caption className="sr-only">{t("curve")}</caption>
            <thead>
              <tr className="border-b border-line-strong text-12 text-ink-3">
                <th scope="col" className="py-1 text-left font-normal">
                  {t("day")}
                </th>
                <th scope="col" className="py-1 text-right font-normal">
                  {t("cumulated")}
                </th>
              </tr>
            </thead>
            <tbody>
              {curve.map(({ day, counted }) => (
                <tr key={day} className="border-b border-line last:border-0">
                  <th scope="row" className="py-1 text-left font-normal">
                    {day}
                  </th>
                  <td className="text-right">{formatCount(counted)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : curve.length < 2 ? (
        <p className="px-4 pb-3 text-13 text-ink-3">{t("curveEmpty")}</p>
      ) : (
        <div className="px-2 pb-2">
          <FieldCurve
            curve={curve}
            forecast={forecast}
            opensOn={wave.opensOn}
            closesOn={wave.closesOn}
            target={totals.target}
            targetName={t("targetOf", { target: formatCount(totals.target) })}
            label={[title, reached].filter(Boolean).join(t("clauseJoin"))}
          />
        </div>
      )}
    </Panel>
  );
}
