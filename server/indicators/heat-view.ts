import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { cutFor, type IndicatorCut, placeFor } from "./cut.ts";
import { heatHeadline } from "./headline.ts";
import { nodeRef } from "./nodes.ts";
import { passportOf } from "./passport.ts";
import { type Place, WHOLE } from "./place.ts";
import type { HeatQuery } from "./query.ts";
import { changeAt, gapAt, readingAt } from "./reading-of.ts";
import type { ChangeView } from "./reading-view.ts";
import type { Sources } from "./sources.ts";
import { partsOf } from "./units-below.ts";
import type { HeatCell, HeatColumn, HeatRow, HeatView } from "./views.ts";

type Column = { readonly place: Place; readonly head: HeatColumn };

/** The fill's step: sign of a difference with a verdict, deeper from each of the two limits on. */
export function stepOf(difference: ChangeView | null, steps: readonly [number, number]): HeatCell["step"] {
  if (!difference || difference.verdict === "not-distinguishable") return 0;
  const size = Math.abs(difference.difference);
  const depth = size >= steps[1] ? 3 : size >= steps[0] ? 2 : 1;
  return (difference.verdict === "better" ? depth : -depth) as HeatCell["step"];
}

function columnsOf(cut: IndicatorCut, by: HeatQuery["by"]): readonly Column[] {
  const { now, query, unit, group, published } = cut;
  const root = published.definition.tree.id;
  const column = (role: HeatColumn["role"], place: Place, ref: HeatColumn["unit"]): Column => {
    const { n, state } = readingAt(now.table, place, root);
    return { place, head: { role, unit: ref, phase: place.phase ?? null, n, state } };
  };
  const parts = by === "unit" ? partsOf(cut) : [];
  const phases = query.phase === undefined ? OWNER_PHASES : [];
  return [
    ...(group ? [column("reference", { unit: WHOLE, phase: query.phase }, unitRef(group))] : []),
    column("self", placeFor(cut, unit, query.phase), unitRef(unit)),
    ...(parts.length > 0
      ? parts
          .map((part) => column("part", placeFor(cut, part, query.phase), unitRef(part)))
          .toSorted((a, b) => orderOf(cut, b) - orderOf(cut, a) || codeOf(a).localeCompare(codeOf(b)))
      : phases.map((phase) => column("part", placeFor(cut, unit, phase), null))),
  ];
}

/** Best index first; those that are not placed come last. */
function orderOf({ now, published }: IndicatorCut, { place, head }: Column): number {
  const { value } = readingAt(now.table, place, published.definition.tree.id);
  return head.state === "full" && value !== null ? value : Number.NEGATIVE_INFINITY;
}

function codeOf({ head }: Column): string {
  return head.unit?.code ?? "";
}

function cellAt(cut: IndicatorCut, { place, head }: Column, node: string): HeatCell {
  const difference = head.role === "reference" ? null : gapAt(cut, place, node);
  return {
    ...readingAt(cut.now.table, place, node),
    difference,
    step: stepOf(difference, cut.settings["display.steps"]),
    change: changeAt(cut, place, node),
  };
}

/**
 * Indicators × units: every row of the definition over the group, the unit and what it divides into.
 * @throws AppError `not_found` for a unit or wave that is not the asker's, `analysis_unavailable`
 */
export async function heatView(sources: Sources, scope: Scope, query: HeatQuery): Promise<HeatView> {
  const { by, ...rest } = query;
  const cut = await cutFor(sources, scope, rest, by === "phase");
  const columns = columnsOf(cut, by);
  const rows = cut.infos.map(
    (info): HeatRow => ({
      node: nodeRef(info),
      kind: info.kind,
      depth: info.depth,
      parent: info.parent,
      hasChildren: info.hasChildren,
      broken: cut.breaks.get(info.id)?.kind ?? null,
      cells: columns.map((column) => cellAt(cut, column, info.id)),
    }),
  );
  return {
    unit: unitRef(cut.unit),
    path: cut.path.map(unitRef),
    wave: cut.now.wave,
    previousWave: cut.before?.wave ?? null,
    headline: heatHeadline(cut),
    columns: columns.map(({ head }) => head),
    rows,
    steps: cut.settings["display.steps"],
    passport: passportOf(cut),
  };
}
