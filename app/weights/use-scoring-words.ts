"use client";

import { useTranslations } from "use-intl";
import { useHand } from "./workbench-context.tsx";

/** How a leaf becomes points, in a few words. */
export function useScoringWords() {
  const t = useTranslations("weights");
  const { items, measures } = useHand();
  return (id: string): string => {
    const item = items[id];
    const measure = measures?.[id];
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
