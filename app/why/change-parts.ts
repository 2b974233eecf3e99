import type { WhyView } from "#server/explanations/change-view.ts";
import type { WaterfallPart } from "../charts/waterfall-steps.ts";
import type { namesIn } from "../language/names.ts";
import { WALKS } from "../selection/selection.ts";

export type ChangeBy = (typeof WALKS)[number];

type Words = {
  readonly line: (line: WhyView["lines"][number]["line"]) => string;
  readonly others: (count: number) => string;
};

/** What nobody named adds, without an interval of its own; it is never coloured. */
function rest(key: string, name: string, points: number): WaterfallPart {
  return { key, name, points, ...{ low: Math.min(0, points), high: Math.max(0, points) } };
}

function adds({ points, low, high }: WaterfallPart): boolean {
  return Math.abs(points) > 1e-9 || high - low > 1e-9;
}

/** The ways in which a change can be taken apart here: by projects only where there are several. */
export function waysOf(view: WhyView): readonly ChangeBy[] {
  return WALKS.filter((way) => way !== "projects" || view.projects.length > 1);
}

/** The blocks of a change in the order they are drawn, under names. They add up to it. */
export function changeParts(
  view: WhyView,
  wanted: ChangeBy,
  names: Pick<ReturnType<typeof namesIn>, "node" | "unit">,
  words: Words,
): readonly WaterfallPart[] {
  const by = waysOf(view).includes(wanted) ? wanted : "lines";
  const lines = view.lines
    .map(({ line: key, ...part }) => ({ key, name: words.line(key), ...part }))
    .filter(adds);
  if (by === "lines") return lines;
  const others = by === "items" ? view.otherItems : view.otherProjects;
  const named =
    by === "items"
      ? view.items.map(({ node, ...part }) => ({ key: node.id, name: names.node(node), ...part }))
      : view.projects.map(({ unit, ...part }) => ({ key: unit.code, name: names.unit(unit), ...part }));
  const kept =
    by === "items" ? ["definition", "items"] : lines.map(({ key }) => key).filter((key) => key !== "within");
  return [
    ...lines.filter(({ key }) => kept.includes(key)),
    ...named,
    ...(others ? [rest("others", words.others(others.parts), others.points)] : []),
  ].filter(adds);
}
