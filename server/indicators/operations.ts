import { readBeside } from "#server/operations/beside-setting.ts";
import { figureFrom } from "#server/operations/figure.ts";
import { MEASURE_FACTS, type MeasureKey, type RecordSource } from "#server/operations/measures.ts";
import { recordCounts } from "#server/operations/record-counts.ts";
import { membersOf, standingsOf, yearsOf } from "#server/operations/standings.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { IndicatorCut } from "./cut.ts";
import type { NodeInfo } from "./nodes.ts";
import type { Sources } from "./sources.ts";
import { remembered } from "./table-cache.ts";
import type { OperationFigure } from "./views.ts";

/** What a drawer shows of each kind of record: a measure, or how many records it is made of. */
const FIGURES: Readonly<
  Record<RecordSource, readonly (Pick<OperationFigure, "key" | "unit"> & { readonly measure: MeasureKey })[]>
> = {
  repairs: [
    { key: "repairs", unit: "count", measure: "repairs-reopened" },
    { key: "repairs-reopened-share", unit: "percent", measure: "repairs-reopened" },
    { key: "repairs-median-days", unit: "days", measure: "repairs-median-days" },
  ],
  complaints: [{ key: "complaints", unit: "count", measure: "complaints-per-100" }],
  calls: [
    { key: "calls", unit: "count", measure: "calls-answered" },
    { key: "calls-answered-share", unit: "percent", measure: "calls-answered" },
    { key: "calls-median-wait", unit: "seconds", measure: "calls-median-wait" },
  ],
};

/**
 * What was done in the twelve months before the cut-off beside what owners say of it: of what the screen of operations shows, for
 * what is hidden there would follow here. Nothing without records.
 * @param now the moment due days have passed by
 */
export async function operationsBeside(
  sources: Sources,
  scope: Scope,
  cut: IndicatorCut,
  node: NodeInfo,
  now: Date,
): Promise<readonly OperationFigure[]> {
  const beside = (await readBeside(sources.db))[node.kind === "item" ? (node.parent ?? "") : node.id];
  const members = membersOf(cut, [cut.unit]);
  if (!beside || members.length === 0) return [];
  const years = yearsOf(cut);
  const dueDays = cut.settings["operations.repair_due_days"];
  const kinds = [...new Set(beside.map((measure) => MEASURE_FACTS[measure].from))];
  // records come with imports; the loaded state of the data changes with everything else in the drawer
  const key = `${cut.now.table.id}|${cut.before?.table.id}|${cut.unit.id}|${scope.today}|${now.toISOString().slice(0, 15)}|${dueDays}`;
  const counts = await remembered(`operations-beside|${scope.userId}|${key}|${kinds.join()}`, () =>
    recordCounts(sources.db, members, years, now, dueDays, kinds),
  );
  const countsOf = (unit: number, period: string) => counts.get(`${unit}|${period}`);
  const standings = await standingsOf(sources, scope, cut, years, countsOf, now);
  return kinds.flatMap((kind) =>
    FIGURES[kind].flatMap(({ key, unit, measure }): OperationFigure[] => {
      const valueIn = (period: string) => {
        const { value, n } = figureFrom(measure, standings(cut.unit, period));
        return unit === "count" ? n : value;
      };
      const value = valueIn("now");
      return value === null ? [] : [{ key, value, unit, previous: cut.before ? valueIn("before") : null }];
    }),
  );
}
