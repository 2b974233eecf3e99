import { type TreeUnit, unitRef } from "#server/scope/org-tree.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { type IndicatorCut, placeFor } from "./cut.ts";
import { type Fixed, fixedAt } from "./held-against.ts";
import { type Place, WHOLE } from "./place.ts";
import type { Against, HeatQuery } from "./query.ts";
import { fixedReading, readingAt } from "./reading-of.ts";
import type { ReadingView } from "./reading-view.ts";
import { partsOf, projectsOf } from "./units-below.ts";
import type { HeatColumn } from "./views.ts";

export type Column = {
  readonly place: Place;
  readonly unit: TreeUnit;
  readonly head: HeatColumn;
  /** What stands in a column of nobody: the numbers cells are held against. */
  readonly reading?: (node: string) => ReadingView;
};

/** The column before the unit itself: the group, the unit's own wave before, or its targets or benchmarks. */
function referenceColumn(cut: IndicatorCut, against: Against, fixed: Fixed): readonly Column[] {
  const { group, before, unit, query } = cut;
  const own = placeFor(cut, unit, query.phase);
  const nobody = (reading: (node: string) => ReadingView): readonly Column[] => [
    {
      place: own,
      unit,
      head: {
        role: "reference",
        unit: null,
        phase: query.phase ?? null,
        n: null,
        state: "full",
        grade: null,
      },
      reading,
    },
  ];
  switch (against) {
    case "group":
      return group ? [column(cut, "reference", group, query.phase, { unit: WHOLE, phase: query.phase })] : [];
    case "previous":
      return before ? nobody((node) => readingAt(before.table, own, node)) : [];
    case "target":
    case "benchmark":
      return nobody((node) => fixedReading(fixedAt(cut, fixed, against, unit, node)));
  }
}

function column(
  cut: IndicatorCut,
  role: HeatColumn["role"],
  unit: TreeUnit,
  phase: OwnerPhase | undefined,
  place: Place = placeFor(cut, unit, phase),
): Column {
  const { n, state } = readingAt(cut.now.table, place, cut.published.definition.tree.id);
  const grade = cut.grades.get(unit.id) ?? null;
  return { place, unit, head: { role, unit: unitRef(unit), phase: phase ?? null, n, state, grade } };
}

/** The columns of a heat table: what cells are held against, the unit, and what it divides into, best index first. */
export function columnsOf(
  cut: IndicatorCut,
  { by, against }: { readonly by: HeatQuery["by"]; readonly against: Against },
  fixed: Fixed,
): readonly Column[] {
  const { query, unit } = cut;
  const parts =
    by === "unit" ? partsOf(cut) : by === "project" && unit.kind !== "project" ? projectsOf(cut, unit) : [];
  const phases = query.phase === undefined ? OWNER_PHASES : [];
  const inPhases = phases.map((phase): Column => {
    const { head, ...rest } = column(cut, "part", unit, phase);
    return { ...rest, head: { ...head, unit: null, grade: null } };
  });
  return [
    ...referenceColumn(cut, against, fixed),
    column(cut, "self", unit, query.phase),
    ...(parts.length > 0
      ? parts
          .map((part) => column(cut, "part", part, query.phase))
          .toSorted((a, b) => orderOf(cut, b) - orderOf(cut, a) || a.unit.code.localeCompare(b.unit.code))
      : inPhases),
  ];
}

/** Best index first; those that are not placed come last. */
function orderOf({ now, published }: IndicatorCut, { place, head }: Column): number {
  const { value } = readingAt(now.table, place, published.definition.tree.id);
  return head.state === "full" && value !== null ? value : Number.NEGATIVE_INFINITY;
}
