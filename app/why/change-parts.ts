"use client";

import { useTranslations } from "use-intl";
import type { WhyView } from "#server/explanations/change-view.ts";
import type { WaterfallPart } from "../charts/waterfall-steps.ts";
import { useNames } from "../language/use-names.ts";
import type { WALKS } from "../selection/selection.ts";

export type ChangeBy = (typeof WALKS)[number];

/** What nobody named adds, without an interval of its own; it is never coloured. */
function rest(key: string, name: string, points: number): WaterfallPart {
  return { key, name, points, ...{ low: Math.min(0, points), high: Math.max(0, points) } };
}

function adds({ points, low, high }: WaterfallPart): boolean {
  return Math.abs(points) > 1e-9 || high - low > 1e-9;
}

/** The blocks of a change in the order they are drawn, under names. They add up to it. */
export function useChangeParts() {
  const t = useTranslations("why");
  const names = useNames();
  return (view: WhyView, by: ChangeBy): readonly WaterfallPart[] => {
    const line = ({ line: key, ...part }: WhyView["lines"][number]) => ({
      key,
      name: t(`line_${key}`),
      ...part,
    });
    const lines = view.lines.map(line).filter(adds);
    if (by === "lines") return lines;
    const others = by === "items" ? view.otherItems : view.otherProjects;
    const named =
      by === "items"
        ? view.items.map(({ node, ...part }) => ({ key: node.id, name: names.node(node), ...part }))
        : view.projects.map(({ unit, ...part }) => ({ key: unit.code, name: names.unit(unit), ...part }));
    const kept =
      by === "items"
        ? ["definition", "items"]
        : lines.map(({ key }) => key).filter((key) => key !== "within");
    return [
      ...lines.filter(({ key }) => kept.includes(key)),
      ...named,
      ...(others ? [rest("others", t("others", { count: others.parts }), others.points)] : []),
    ].filter(adds);
  };
}
