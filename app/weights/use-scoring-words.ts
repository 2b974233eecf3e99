"use client";

import { useTranslations } from "use-intl";
import { useWorkbench } from "./workbench-context.tsx";

/** How a leaf becomes points, in a few words. */
export function useScoringWords() {
  const t = useTranslations("weights");
  const { definition } = useWorkbench();
  return (id: string): string => {
    const item = definition.items[id];
    const measure = definition.measures?.[id];
    if (measure)
      return t("measureWords", {
        source: t(`source_${measure.source}` as "source_repairs-on-time"),
        worst: measure.worst,
        best: measure.best,
      });
    if (!item) return t("unknownItem");
    const [low, high] = item.scale;
    switch (item.score) {
      case "min-max":
        return t("scoreMinMax", { low, high });
      case "of-max":
        return t("scoreOfMax", { high });
      case "top-box":
        return t("scoreTopBox", { from: high - (item.boxes ?? 1) + 1, high });
      case "net":
        return t("scoreNet", { promoters: item.promoters ?? high, detractors: item.detractors ?? low });
    }
  };
}
