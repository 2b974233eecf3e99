import type { Moments } from "#analytics/moments.ts";
import { type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import type { WaveTable } from "#server/indicators/wave-table.ts";
import type { TreeUnit } from "#server/scope/org-tree.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";

type Group = Readonly<Record<string, string>>;

/** Whether a group of a wave's sums belongs to a unit as the cut sees it. */
function belongs(cut: Pick<IndicatorCut, "query">, unit: TreeUnit, phase: OwnerPhase | undefined) {
  const [column = "", id] = placeFor(cut, unit, phase).unit.split(":");
  return (group: Group): boolean =>
    (id === undefined || group[column] === id) &&
    (phase === undefined || group.phase === undefined || group.phase === phase);
}

/** The sums of one unit of a wave, and of one phase of it when asked: a domain of the wave's design by itself. */
export function unitMoments(
  cut: Pick<IndicatorCut, "query">,
  { moments }: WaveTable,
  unit: TreeUnit,
  phase: OwnerPhase | undefined,
): Moments {
  const own = belongs(cut, unit, phase);
  return {
    ...moments,
    strata: moments.strata.filter(({ project = "", region = "", phase: of = "", group = {} }) =>
      own({ ...group, project, region, phase: of }),
    ),
    cells: moments.cells.filter(({ group }) => own(group)),
    ...(moments.records && { records: moments.records.filter(({ group }) => own(group)) }),
  };
}
