"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { BreakKind, ReadingUnit, TrendView } from "#server/indicators/reading-view.ts";
import { Bone } from "../components/skeleton.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatCount, formatValue } from "../format.ts";
import { useTrendSentence } from "../wording/use-trend-sentence.ts";
import { DetailSection } from "./detail-section.tsx";

const TrendBand = dynamic(() => import("../charts/trend-band.tsx").then((module) => module.TrendBand), {
  ssr: false,
  loading: () => <Bone className="h-[150px]" />,
});

const BREAK = {
  questionnaire: "version",
  wording: "wording",
  "not-asked": "notAsked",
  rule: "ruleChanged",
} as const satisfies Record<BreakKind, string>;

/** The number over the years, as a picture or as a table. */
export function DetailTrend({
  name,
  trend,
  unit,
  reference,
}: {
  readonly name: string;
  readonly trend: TrendView;
  readonly unit: ReadingUnit;
  readonly reference: string | undefined;
}) {
  const t = useTranslations("detail");
  const sentence = useTrendSentence();
  const [asTable, setAsTable] = useState(false);
  const [mark] = trend.breaks;
  const latest = trend.reference.toSorted((a, b) => a.year - b.year).at(-1);
  if (trend.points.length < 2) {
    return (
      <DetailSection title={t("trend")}>
        <p className="text-13 text-ink-3">{t("trendNone")}</p>
      </DetailSection>
    );
  }
  return (
    <DetailSection title={t("trend")} note={<TableToggle shown={asTable} onToggle={setAsTable} />}>
      {asTable ? (
        <TrendTable trend={trend} unit={unit} reference={reference} />
      ) : (
        <div role="img" aria-label={sentence(name, trend, unit)}>
          <TrendBand
            trend={trend}
            unit={unit}
            breakName={mark ? t(BREAK[mark.kind]) : ""}
            referenceName={reference}
          />
          {reference && (
            <p className="text-right text-12 text-ink-3">
              – – {reference} {formatValue(latest?.value ?? null, unit)}
            </p>
          )}
        </div>
      )}
    </DetailSection>
  );
}

function TrendTable({
  trend,
  unit,
  reference,
}: {
  readonly trend: TrendView;
  readonly unit: ReadingUnit;
  readonly reference: string | undefined;
}) {
  const t = useTranslations("table");
  const rule = useTranslations("rule");
  const points = trend.points.toSorted((a, b) => a.year - b.year);
  const head = "py-1 text-right font-normal first:text-left";
  return (
    <table className="w-full border-collapse text-13">
      <thead>
        <tr className="border-b border-line-strong text-12 text-ink-3">
          <th scope="col" className={head}>
            {t("year")}
          </th>
          <th scope="col" className={head}>
            {t("value")}
          </th>
          <th scope="col" className={head}>
            {t("low")}
          </th>
          <th scope="col" className={head}>
            {t("high")}
          </th>
          <th scope="col" className={head}>
            {t("n")}
          </th>
          {reference && (
            <th scope="col" className={head}>
              {reference}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.waveId} className="border-b border-line last:border-0 [&>td]:text-right">
            <th scope="row" className="h-7 text-left font-normal">
              {point.year}
              {point.restated && <sup className="text-accent">{rule("mark")}</sup>}
            </th>
            <td>{formatValue(point.value, unit)}</td>
            <td>{formatValue(point.low, unit)}</td>
            <td>{formatValue(point.high, unit)}</td>
            <td>{formatCount(point.n)}</td>
            {reference && (
              <td>
                {formatValue(
                  trend.reference.find((other) => other.waveId === point.waveId)?.value ?? null,
                  unit,
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
