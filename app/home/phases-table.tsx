"use client";

import { useTranslations } from "use-intl";
import { formatHalfWidth, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import type { TrendLine } from "./trend-lines.ts";

/** The small trends as figures. */
export function PhasesTable({
  rows,
  years,
}: {
  readonly rows: readonly TrendLine[];
  readonly years: readonly number[];
}) {
  const t = useTranslations("home");
  const names = useNames();
  return (
    <div className="px-4 pb-3">
      <table className="w-full border-collapse text-13">
        <caption className="sr-only">{t("phases")}</caption>
        <thead>
          <tr className="border-b border-line-strong text-12 text-ink-3">
            <th scope="col" className="py-1 text-left font-normal">
              {t("phase")}
            </th>
            {years.map((year) => (
              <th key={year} scope="col" className="py-1 pl-3 text-right font-normal">
                {year}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.phase ?? "all"} className="border-b border-line last:border-0">
              <th scope="row" className="h-8 text-left font-normal whitespace-nowrap">
                {row.phase ? names.phase(row.phase) : t("allOwners")}
              </th>
              {years.map((year) => {
                const point = row.trend.points.find((candidate) => candidate.year === year);
                return (
                  <td key={year} className="pl-3 text-right whitespace-nowrap">
                    {formatValue(point?.value ?? null, "points")}{" "}
                    <span className="text-12 text-ink-3">
                      {formatHalfWidth(point?.halfWidth ?? null, "points")}
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
