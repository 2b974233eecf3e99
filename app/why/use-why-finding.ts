"use client";

import { useTranslations } from "use-intl";
import type { WhyView } from "#server/explanations/change-view.ts";
import { waterfallSteps } from "../charts/waterfall-steps.ts";
import { formatDifference, formatMagnitude } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useSince } from "../wording/use-since.ts";
import { useChangeParts } from "./use-change-parts.ts";

/** The first line of the page: whether the number moved, and what moved it for sure. */
export function useWhyFinding() {
  const t = useTranslations("why");
  const names = useNames();
  const since = useSince();
  const partsOf = useChangeParts();
  return (view: WhyView): string => {
    const about = { unit: names.unit(view.unit), node: names.node(view.node) };
    if (view.broken !== null) return t("findingBroken", about);
    if (view.change === null) return t("findingFew", about);
    const than = since(view.wave, view.previousWave);
    const moved = view.change.verdict !== "not-distinguishable";
    const sure = waterfallSteps(0, partsOf(view, "items"))
      .filter((step) => step.sure && Math.sign(step.points) === Math.sign(view.change?.difference ?? 0))
      .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
    const largest = sure[0];
    if (!moved) return t("findingStill", { ...about, since: than });
    const size = formatMagnitude(view.change.difference, view.node.unit);
    const key = view.change.difference > 0 ? "findingUp" : "findingDown";
    const head = t(key, { ...about, since: than, size });
    if (!largest || largest.key === view.node.id) return head;
    return `${head}${t("mostly", { part: largest.name, points: formatDifference(largest.points, "points") })}`;
  };
}
