"use client";

import { useTranslations } from "use-intl";
import type { StoredPlan } from "#server/waves/sample/sample-plan.ts";
import { formatCount } from "../../format.ts";

/** A plan of a sample in words. */
export function usePlanName() {
  const t = useTranslations("wave");
  return ({ plan }: StoredPlan): string => {
    switch (plan.kind) {
      case "census":
        return t("planCensus");
      case "per-stratum":
        return t("planPerStratum", { answers: formatCount(plan.answers) });
      case "margin":
        return t("planMargin", { points: Number((plan.margin * 100).toFixed(1)) });
    }
  };
}
