import type { IndicatorCut } from "#server/indicators/cut.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { treeOn } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { recentPeriods, yearBefore } from "./periods.ts";
import { recordCounts } from "./record-counts.ts";
import { projectsBelow, type ShownFigures, shownFigures } from "./shown-figures.ts";

/**
 * What of the records may be shown today: every unit as it was organised on the day of any wave, every year before a wave, every
 * quarter and month of the page. Made once for a state of the data, the same for everybody and from whichever wave one looks: of
 * two units that hide a third equally well the first one goes, so their order must not hang on the wave.
 */
export function figuresShown(
  { db }: Sources,
  scope: Scope,
  cut: IndicatorCut,
  now: Date,
): Promise<ShownFigures> {
  const dueDays = cut.settings["operations.repair_due_days"];
  const state = `${cut.now.table.id}|${scope.today}|${now.toISOString().slice(0, 15)}|${dueDays}`;
  return remembered(`operations-shown|${state}`, async () => {
    const trees = [scope.tree];
    for (const { cutoffOn } of cut.waves) trees.push(await treeOn(db, cutoffOn));
    const series = [
      cut.waves.map(({ id, cutoffOn }) => yearBefore(cutoffOn, `wave ${id}`)),
      recentPeriods(scope.today, "quarter").map((period) => ({ ...period, key: `q ${period.key}` })),
      recentPeriods(scope.today, "month").map((period) => ({ ...period, key: `m ${period.key}` })),
    ];
    const projects = new Set(
      trees.flatMap((tree) => [...tree.units.keys()].flatMap((unit) => projectsBelow(tree, unit))),
    );
    const members = [...projects].map((project) => ({ unit: project, project }));
    const counts = await recordCounts(db, members, series.flat(), now, dueDays);
    return shownFigures(trees, series, (project, { key }) => counts.get(`${project}|${key}`));
  });
}
