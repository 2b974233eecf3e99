"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ReadingUnit } from "#server/indicators/reading-view.ts";
import type { CellView } from "#server/indicators/views.ts";
import { PhaseTrend } from "../charts/phase-trend.tsx";
import { niceScale } from "../charts/scale.ts";
import { trendYears } from "../charts/trend-segments.ts";
import { Change } from "../components/change.tsx";
import { CountBadge } from "../components/count-badge.tsx";
import { PhasePips } from "../components/phase-pips.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatHalfWidth, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useTrendSentence } from "../wording/use-trend-sentence.ts";
import { DetailSection } from "./detail-section.tsx";

const LIMITS: Readonly<Record<ReadingUnit, readonly [number, number]>> = {
  points: [0, 100],
  percent: [0, 100],
  nps: [-100, 100],
};

/** The same number in every phase of an owner's life: four small trends on one scale, the number of all dotted. */
export function DetailPhases({ view }: { readonly view: CellView }) {
  const t = useTranslations("detail");
  const names = useNames();
  const sentence = useTrendSentence();
  const [asTable, setAsTable] = useState(false);
  const { unit } = view.node;
  if (view.phases.length === 0) return null;
  const scale = niceScale(
    [
      view.reading.value,
      ...view.phases.flatMap(({ trend }) =>
        trend.points.flatMap(({ low, high, value }) => [low, high, value]),
      ),
    ].filter((value) => value !== null),
    { limits: LIMITS[unit] },
  );
  return (
    <DetailSection title={t("phases")} switches={<TableToggle shown={asTable} onToggle={setAsTable} />}>
      {asTable ? (
        <PhaseTable view={view} />
      ) : (
        <ul className="grid grid-cols-2 gap-x-4 gap-y-3">
          {view.phases.map((row) => (
            <li key={row.phase}>
              <p className="flex flex-wrap items-baseline gap-x-1.5 text-12">
                <span className="whitespace-nowrap">
                  <PhasePips phase={row.phase} /> {names.phase(row.phase)}
                </span>
                <span className="grow" />
                <CountBadge reading={row.reading} prefix />
              </p>
              <p className="flex items-baseline gap-x-1.5">
                <b>{row.reading.value !== null && formatValue(row.reading.value, unit)}</b>
                <span className="text-12 text-ink-3">{formatHalfWidth(row.reading.halfWidth, unit)}</span>
                <span className="grow" />
                {row.change && <Change change={row.change} unit={unit} />}
              </p>
              {row.trend.points.some(({ value }) => value !== null) && (
                <PhaseTrend
                  trend={row.trend}
                  reference={view.reading.value}
                  scale={scale}
                  label={sentence(`${names.node(view.node)} ${names.phase(row.phase)}`, row.trend, unit)}
                  height={44}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </DetailSection>
  );
}

function PhaseTable({ view }: { readonly view: CellView }) {
  const t = useTranslations("detail");
  const names = useNames();
  const { unit } = view.node;
  const years = [...new Set(view.phases.flatMap(({ trend }) => trendYears(trend)))].toSorted((a, b) => a - b);
  return (
    <table className="w-full border-collapse text-13">
      <caption className="sr-only">{t("phases")}</caption>
      <thead>
        <tr className="border-b border-line-strong text-12 text-ink-3">
          <td />
          {years.map((year) => (
            <th key={year} scope="col" className="py-1 pl-2 text-right font-normal">
              {year}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.phases.map((row) => (
          <tr key={row.phase} className="border-b border-line last:border-0">
            <th scope="row" className="h-7 text-left font-normal whitespace-nowrap">
              {names.phase(row.phase)}
            </th>
            {years.map((year) => {
              const point = row.trend.points.find((candidate) => candidate.year === year);
              return (
                <td key={year} className="pl-2 text-right whitespace-nowrap">
                  {formatValue(point?.value ?? null, unit)}{" "}
                  <span className="text-12 text-ink-3">
                    {formatHalfWidth(point?.halfWidth ?? null, unit)}
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
