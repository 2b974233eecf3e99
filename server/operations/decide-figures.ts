import type { IndicatorCut } from "#server/indicators/cut.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { treeOn } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { type Period, recentPeriods, yearBefore } from "./periods.ts";
import { recordBases } from "./record-bases.ts";
import { projectsBelow, type ShownFigures, shownFigures } from "./shown-figures.ts";

/**
 * What of the records may be shown today: every unit as it was organised on the day of any wave, every year before a wave, every
 * quarter and month of the page. Made once for a state of the data, the same for everybody and from whichever wave one looks: of
 * two units that hide a third equally well the first one goes, so their order must not hang on the wave. Years are decided before
 * quarters and months (`shownFigures`): whoever asks for them alone does not wait for the rest.
 * @param periods that are asked for
 */
export function figuresShown(
  { db }: Sources,
  scope: Scope,
  cut: IndicatorCut,
  periods: readonly Period[],
  now: Date,
): Promise<ShownFigures> {
  const dueDays = cut.settings["operations.repair_due_days"];
  const years = cut.waves.map(({ id, cutoffOn }) => yearBefore(cutoffOn, `wave ${id}`));
  const spans = new Set(years.map(({ after, upTo }) => `${after}/${upTo}`));
  const alone = periods.every(({ after, upTo }) => spans.has(`${after}/${upTo}`));
  const state = `${alone ? "years" : "all"}|${cut.now.table.id}|${scope.today}|${now.toISOString().slice(0, 15)}|${dueDays}`;
  return remembered(`operations-shown|${state}`, async () => {
    const trees = [scope.tree];
    for (const { cutoffOn } of cut.waves) trees.push(await treeOn(db, cutoffOn));
    const shorter = (["quarter", "month"] as const).map((length) =>
      recentPeriods(scope.today, length).map((period) => ({ ...period, key: `${length} ${period.key}` })),
    );
    const series = alone ? [years] : [years, ...shorter];
    const projects = new Set(
      trees.flatMap((tree) => [...tree.units.keys()].flatMap((unit) => projectsBelow(tree, unit))),
    );
    const bases = await recordBases(db, [...projects], series.flat(), now, dueDays);
    return shownFigures(trees, series, (project, { key }) => bases.get(`${project}|${key}`));
  });
}
