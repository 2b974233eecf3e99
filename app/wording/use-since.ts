"use client";

import { useTranslations } from "use-intl";
import type { WaveOption } from "#server/indicators/wave-option.ts";

/** What a change is counted from: last year, or the year of an earlier wave. */
export function useSince() {
  const t = useTranslations("headline");
  return (wave: WaveOption, previous: WaveOption | null): string =>
    previous === null || previous.year === wave.year - 1
      ? t("lastYear")
      : t("year", { year: String(previous.year) });
}
