"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { ReadingUnit, TrendView } from "#server/indicators/reading-view.ts";
import type { CellView } from "#server/indicators/views.ts";
import { TrendBand } from "../charts/trend-band.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatCount, formatValue } from "../format.ts";
import { PictureMenu } from "../pictures/picture-menu.tsx";
import { useMeasured } from "../pictures/use-measured.ts";
import { useBreakName } from "../wording/use-break-name.ts";
import { useTrendSentence } from "../wording/use-trend-sentence.ts";
import { DetailSection } from "./detail-section.tsx";

/** The number over the years, as a picture or as a table. */
export function DetailTrend({
  name,
  trend,
  unit,
  reference,
  targets,
  view,
}: {
  readonly view: CellView;
  readonly name: string;
  readonly trend: TrendView;
  readonly unit: ReadingUnit;
  readonly reference: string | undefined;
  readonly targets: readonly { readonly year: number; readonly value: number }[];
}) {
  const t = useTranslations("detail");
  const heat = useTranslations("heat");
  const measured = useMeasured();
  const sentence = useTrendSentence();
  const breakName = useBreakName();
  const [asTable, setAsTable] = useState(false);
  const drawn = useRef<HTMLDivElement>(null);
  const latest = trend.reference.toSorted((a, b) => a.year - b.year).at(-1);
  if (trend.points.length < 2) {
    return (
      <DetailSection title={t("trend")}>
        <p className="text-13 text-ink-3">{t("trendNone")}</p>
      </DetailSection>
    );
  }
  return (
    <DetailSection
      title={t("trend")}
      switches={
        <>
          {!asTable && (
            <PictureMenu
              {...{ what: "cell-trend", of: drawn, view, title: `${t("trend")} · ${name}` }}
              measure={measured(unit)}
            />
          )}
          <TableToggle shown={asTable} onToggle={setAsTable} />
        </>
      }
    >
      {asTable ? (
        <TrendTable trend={trend} unit={unit} reference={reference} targets={targets} />
      ) : (
        <div ref={drawn} role="img" aria-label={sentence(name, trend, unit)}>
          <TrendBand trend={trend} unit={unit} breakName={breakName} targets={targets} />
          <p className="flex flex-wrap justify-end gap-x-3 text-12 text-ink-3">
            {targets.length > 0 && (
              <span>
                <span
                  aria-hidden="true"
                  className="mr-1 inline-block w-4 border-t-2 border-ink-3 align-middle"
                />
                {heat("target")} {formatValue(targets.at(-1)?.value ?? null, unit)}
              </span>
            )}
            {reference && (
              <span>
                – – {reference} {formatValue(latest?.value ?? null, unit)}
              </span>
            )}
          </p>
        </div>
      )}
    </DetailSection>
  );
}

function TrendTable({
  trend,
  unit,
  reference,
  targets,
}: {
  readonly targets: readonly { readonly year: number; readonly value: number }[];
  readonly trend: TrendView;
  readonly unit: ReadingUnit;
  readonly reference: string | undefined;
}) {
  const t = useTranslations("table");
  const heat = useTranslations("heat");
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
          {targets.length > 0 && (
            <th scope="col" className={head}>
              {heat("target")}
            </th>
          )}
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
            {targets.length > 0 && (
              <td>{formatValue(targets.find(({ year }) => year === point.year)?.value ?? null, unit)}</td>
            )}
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
