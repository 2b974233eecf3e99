import { useTranslations } from "use-intl";
import type { ReadingUnit } from "#server/indicators/reading-view.ts";

const MEASURED = { points: "inPoints", percent: "inPercent", nps: "inNps" } as const;

/** What readings are counted in, as it stands over a picture. */
export function useMeasured(): (unit: ReadingUnit) => string {
  const t = useTranslations("exports");
  return (unit) => t(MEASURED[unit]);
}
