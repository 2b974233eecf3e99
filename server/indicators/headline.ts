import { unitRef } from "#server/scope/org-tree.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { type IndicatorCut, placeFor } from "./cut.ts";
import { nodeRef } from "./nodes.ts";
import { type Place, placeKey } from "./place.ts";
import { changeAt, gapAt, readingAt } from "./reading-of.ts";
import type { TaskView } from "./task-view.ts";
import { partsOf } from "./units-below.ts";
import type { HeadlineFact } from "./views.ts";

type Candidate = { readonly fact: HeadlineFact; readonly weight: number };

const MOST_CLAUSES = 2;

function ownersAt(cut: IndicatorCut, place: Place): number {
  return cut.now.table.shown.get(placeKey(place))?.get(cut.published.definition.tree.id)?.population ?? 0;
}

/** Significant changes of the unit, its parts, its phases and its dimensions; heavier the larger and the more owners. */
function changed(cut: IndicatorCut): Candidate[] {
  const { published, query, unit, infos, now } = cut;
  const root = published.definition.tree.id;
  const own = placeFor(cut, unit, query.phase);
  const at = (place: Place, node: string) => {
    const change = changeAt(cut, place, node);
    const { value } = readingAt(now.table, place, node);
    if (!change || value === null || change.verdict === "not-distinguishable") return undefined;
    return { change, value, weight: Math.abs(change.difference) * ownersAt(cut, place) };
  };
  const self = at(own, root);
  const facts: Candidate[] = self
    ? [{ weight: self.weight, fact: { kind: "unit-change", unit: unitRef(unit), ...pick(self) } }]
    : [];
  for (const part of partsOf(cut)) {
    const found = at(placeFor(cut, part, query.phase), root);
    if (found)
      facts.push({
        weight: found.weight,
        fact: { kind: "child-change", unit: unitRef(part), ...pick(found) },
      });
  }
  for (const phase of query.phase === undefined ? OWNER_PHASES : []) {
    const found = at({ ...own, phase }, root);
    if (found) facts.push({ weight: found.weight, fact: { kind: "phase-change", phase, ...pick(found) } });
  }
  for (const info of infos.filter(({ kind }) => kind === "dimension")) {
    const found = at(own, info.id);
    // a dimension is a part of the index, so its change weighs by its part
    if (found)
      facts.push({
        weight: found.weight * 0.25,
        fact: { kind: "dimension-change", node: nodeRef(info), ...pick(found) },
      });
  }
  return facts;
}

function pick<Shape extends { value: number; change: unknown }>({
  value,
  change,
}: Shape): Pick<Shape, "value" | "change"> {
  return { value, change } as Pick<Shape, "value" | "change">;
}

/** Parts that stand off the group, with how many of their dimensions do. */
function standingOff(cut: IndicatorCut): Candidate[] {
  const { published, query, unit, infos, now, group } = cut;
  const root = published.definition.tree.id;
  const dimensions = infos.filter(({ kind }) => kind === "dimension");
  const facts: Candidate[] = [];
  const own = placeFor(cut, unit, query.phase);
  const gap = group ? gapAt(cut, own, root) : null;
  const { value } = readingAt(now.table, own, root);
  if (gap && value !== null && gap.verdict !== "not-distinguishable")
    facts.push({
      weight: Math.abs(gap.difference) * ownersAt(cut, own),
      fact: { kind: "unit-against-reference", unit: unitRef(unit), value, difference: gap },
    });
  for (const part of partsOf(cut)) {
    const place = placeFor(cut, part, query.phase);
    const below = dimensions
      .map((info) => ({ info, gap: gapAt(cut, place, info.id) }))
      .filter((each) => each.gap?.verdict === "worse")
      .toSorted((a, b) => (a.gap?.difference ?? 0) - (b.gap?.difference ?? 0));
    const worst = below[0];
    if (worst?.gap)
      facts.push({
        weight: Math.abs(worst.gap.difference) * below.length * ownersAt(cut, place),
        fact: {
          kind: "child-against-reference",
          unit: unitRef(part),
          dimensions: below.length,
          worst: nodeRef(worst.info),
          difference: worst.gap,
        },
      });
  }
  return facts;
}

function heaviest(candidates: readonly Candidate[], most: number): HeadlineFact[] {
  const kinds = new Set<string>();
  return candidates
    .toSorted((a, b) => b.weight - a.weight)
    .filter(({ fact }) => {
      const fresh = !kinds.has(fact.kind);
      kinds.add(fact.kind);
      return fresh;
    })
    .slice(0, most)
    .map(({ fact }) => fact);
}

function overdue(tasks: readonly TaskView[]): HeadlineFact[] {
  const late = tasks.find((task) => task.kind === "complaints-overdue" || task.kind === "repairs-open-long");
  return late && "count" in late ? [{ kind: "overdue", task: late.kind, count: late.count }] : [];
}

/** The finding of Home: what changed most for most owners, then what is overdue. Empty when nothing did. */
export function homeHeadline(cut: IndicatorCut, tasks: readonly TaskView[]): readonly HeadlineFact[] {
  return [...heaviest(changed(cut), MOST_CLAUSES), ...overdue(tasks)].slice(0, MOST_CLAUSES);
}

/** The finding of the heat table: who stands off the group, and where. */
export function heatHeadline(cut: IndicatorCut): readonly HeadlineFact[] {
  return heaviest(standingOff(cut), 1);
}
