import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { againstFixed } from "#server/targets/against-fixed.ts";
import { benchmarkFor } from "#server/targets/target-in-force.ts";
import { cutFor, type IndicatorCut, placeFor } from "./cut.ts";
import { stepOf } from "./fill-step.ts";
import { heatHeadline } from "./headline.ts";
import { type Column, columnsOf } from "./heat-columns.ts";
import { benchmarkView, type Fixed, fixedAt, fixedFor } from "./held-against.ts";
import { nodeRef } from "./nodes.ts";
import { passportOf } from "./passport.ts";
import { WHOLE } from "./place.ts";
import type { Against, HeatQuery } from "./query.ts";
import { changeAt, gapAt, readingAt } from "./reading-of.ts";
import type { ChangeView } from "./reading-view.ts";
import type { Sources } from "./sources.ts";
import type { HeatCell, HeatRow, HeatView } from "./views.ts";

type Held = { readonly value: number | null; readonly difference: ChangeView | null };

const NOTHING: Held = { value: null, difference: null };

/** What a cell is held against, and how it does. */
function heldAt(cut: IndicatorCut, { place, head, unit }: Column, node: string, held: HeldAgainst): Held {
  if (head.role === "reference") return NOTHING;
  switch (held.against) {
    case "group": {
      const whole =
        cut.group || head.role === "part" ? ({ unit: WHOLE, phase: place.phase } as const) : undefined;
      const value = whole ? readingAt(cut.now.table, whole, node).value : null;
      return { value, difference: gapAt(cut, place, node) };
    }
    case "previous": {
      const difference = changeAt(cut, place, node);
      const value = difference && cut.before ? readingAt(cut.before.table, place, node).value : null;
      return { value, difference };
    }
    case "target":
    case "benchmark": {
      if (place.phase !== undefined) return NOTHING;
      const value = fixedAt(cut, held.fixed, held.against, unit, node);
      return { value: value ?? null, difference: againstFixed(readingAt(cut.now.table, place, node), value) };
    }
  }
}

type HeldAgainst = { readonly against: Against; readonly fixed: Fixed };

function cellAt(cut: IndicatorCut, column: Column, node: string, held: HeldAgainst): HeatCell {
  const { place, reading } = column;
  const { value, difference } = heldAt(cut, column, node, held);
  return {
    ...(reading ? reading(node) : readingAt(cut.now.table, place, node)),
    difference,
    held: value,
    step: stepOf(difference, cut.settings["display.steps"]),
    change: reading ? null : changeAt(cut, place, node),
  };
}

/**
 * Indicators × units: every row of the definition over the group, the unit and what it divides into.
 * @throws AppError `not_found` for a unit or wave that is not the asker's, `analysis_unavailable`
 */
export async function heatView(sources: Sources, scope: Scope, query: HeatQuery): Promise<HeatView> {
  const { by, against = "group", measure, estimand, ...rest } = query;
  const cut = await cutFor(sources, scope, rest, {
    byPhase: by === "phase",
    byProject: by === "project",
    measure,
    estimand,
  });
  const fixed = await fixedFor(sources, cut);
  const columns = columnsOf(cut, { by, against }, fixed);
  const rows = cut.infos.map(
    (info): HeatRow => ({
      node: nodeRef(info),
      kind: info.kind,
      depth: info.depth,
      parent: info.parent,
      hasChildren: info.hasChildren,
      broken: cut.breaks.get(info.id)?.kind ?? null,
      cells: columns.map((column) => cellAt(cut, column, info.id, { against, fixed })),
    }),
  );
  return {
    unit: unitRef(cut.unit),
    path: cut.path.map(unitRef),
    wave: cut.now.wave,
    previousWave: cut.before?.wave ?? null,
    headline: heatHeadline(cut),
    against,
    benchmarks:
      against === "benchmark"
        ? cut.infos.flatMap(({ id }) => {
            const found = benchmarkFor(fixed.benchmarks, id, cut.now.wave.year);
            const reading = readingAt(cut.now.table, placeFor(cut, cut.unit, rest.phase), id);
            return found ? [benchmarkView(found, reading)] : [];
          })
        : [],
    columns: columns.map(({ head }) => head),
    rows,
    steps: cut.settings["display.steps"],
    passport: passportOf(cut),
  };
}
