"use client";

import { useTranslations } from "use-intl";
import type { ReadingUnit, TrendView } from "#server/indicators/reading-view.ts";
import { formatValue } from "../format.ts";

/** A trend in one sentence: from when to when, and every value. */
export function useTrendSentence() {
  const t = useTranslations("detail");
  const joiner = useTranslations("reading")("joiner");
  return (name: string, trend: TrendView, unit: ReadingUnit): string => {
    const points = trend.points.toSorted((a, b) => a.year - b.year);
    const values = points
      .map((point) => t("yearValue", { year: String(point.year), value: formatValue(point.value, unit) }))
      .join(joiner);
    return t("trendSentence", {
      name,
      from: String(points[0]?.year ?? ""),
      to: String(points.at(-1)?.year ?? ""),
      values,
    });
  };
}
