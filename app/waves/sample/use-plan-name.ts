"use client";

import { useTranslations } from "use-intl";
import type { StoredPlan } from "#server/waves/sample/sample-plan.ts";
import { formatCount } from "../../format.ts";

/** A plan of a sample in words. */
export function usePlanName() {
  const t = useTranslations("wave");
  const kind = ({ plan }: StoredPlan): string => {
    switch (plan.kind) {
      case "census":
        return t("planCensus");
      case "per-stratum":
        return t("planPerStratum", { answers: formatCount(plan.answers) });
      case "mean":
        return t("planMean", { points: Number(plan.points.toFixed(1)) });
      case "margin":
        return t("planMargin", { points: Number((plan.margin * 100).toFixed(1)) });
    }
  };
  return (stored: StoredPlan): string =>
    (stored.designEffect ?? 1) === 1
      ? kind(stored)
      : t("planEnlarged", { plan: kind(stored), effect: String(stored.designEffect) });
}
