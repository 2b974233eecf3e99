import type { IndicatorCut } from "#server/indicators/cut.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { projectsOf } from "#server/indicators/units-below.ts";
import type { TreeUnit } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { figuresShown } from "./decide-figures.ts";
import type { Standing } from "./figure.ts";
import { type Period, yearBefore } from "./periods.ts";
import { NO_RECORDS, type RecordCounts } from "./record-counts.ts";
import { projectsBelow } from "./shown-figures.ts";

/** What a unit has in a period, by the period's key. */
export type Standings = (unit: TreeUnit, period: string) => Standing;

/** The twelve months of the wave of a cut, `now`, and of the wave it is held against, `before`. */
export function yearsOf({ now, before }: IndicatorCut): readonly Period[] {
  return [
    yearBefore(now.wave.cutoffOn, "now"),
    ...(before ? [yearBefore(before.wave.cutoffOn, "before")] : []),
  ];
}

/** The projects that are counted for each unit: those the asker may read. */
export function membersOf(cut: IndicatorCut, units: readonly TreeUnit[]) {
  return units.flatMap((unit) =>
    projectsOf(cut, unit).map((project) => ({ unit: unit.id, project: project.id })),
  );
}

function ownersOf(cut: IndicatorCut, unit: TreeUnit, period: string): number {
  const table = period === "before" ? cut.before?.table : cut.now.table;
  const own = new Set(projectsOf(cut, unit).map(({ id }) => String(id)));
  return (table?.moments.strata ?? [])
    .filter(({ project }) => project !== undefined && own.has(project))
    .reduce((sum, { population }) => sum + (population ?? 0), 0);
}

/**
 * Puts beside the records of units what of them may be seen: the one way from counts to figures, for the screen and for files.
 * @param periods all periods that are asked for; owners of every period but `before` are those of the cut's wave
 * @param countsOf records of a unit in a period
 * @param now the moment due days have passed by
 */
export async function standingsOf(
  sources: Sources,
  scope: Scope,
  cut: IndicatorCut,
  periods: readonly Period[],
  countsOf: (unit: number, period: string) => RecordCounts | undefined,
  now: Date,
): Promise<Standings> {
  const figures = await figuresShown(sources, scope, cut, periods, now);
  const spans = new Map(periods.map((period) => [period.key, period]));
  return (unit, period) => {
    const span = spans.get(period);
    const projects = projectsBelow(cut.tree, unit.id);
    return {
      counts: countsOf(unit.id, period) ?? NO_RECORDS,
      owners: ownersOf(cut, unit, period),
      shown: (key) => span !== undefined && figures(key, projects, span),
    };
  };
}
