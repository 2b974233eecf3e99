"use client";

import { useTranslations } from "use-intl";
import type { ComparedUnit, UnitsView } from "#server/explanations/units-answer.ts";
import { NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";

/** What is said beside a unit's number. */
export function useCompareWords() {
  const t = useTranslations("compare");
  const names = useNames();
  return {
    band: ({ band }: ComparedUnit) => (band === null ? t("notRanked") : t("bandName", { band })),
    note: ({ onlyPhase, year, leftOut }: ComparedUnit, { wave }: UnitsView) =>
      [
        ...(leftOut ? [t("leftOutC")] : []),
        ...(onlyPhase === null ? [] : [t("only", { phase: names.phase(onlyPhase) })]),
        ...(year === wave.year ? [] : [t("inYear", { year: String(year) })]),
      ].join(" · "),
    funnel: ({ funnel }: ComparedUnit) =>
      funnel === null
        ? NOTHING
        : t(funnel === "alarm" ? "funnelAlarm" : funnel === "warning" ? "funnelWarning" : "funnelInside"),
  };
}
