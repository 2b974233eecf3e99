import { z } from "zod";
import { benjaminiHochberg } from "#analytics/statistics/benjamini-hochberg.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { type NodeInfo, nodeRef } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { changeAt, readingAt } from "#server/indicators/reading-of.ts";
import type { ChangeView, NodeRef, PassportView, ReadingView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { trendWaves } from "#server/indicators/trend.ts";
import { partsOf } from "#server/indicators/units-below.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { type TreeUnit, unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { Text } from "#surveys/question.ts";
import { type Beside, readBeside } from "./beside-setting.ts";
import { FEWEST_RECORDS, type FigureView, figureChange, figureFrom, isBetter } from "./figure.ts";
import { MEASURE_FACTS, type MeasureKey, type MeasureUnit } from "./measures.ts";
import { recentPeriods } from "./periods.ts";
import { recordCounts } from "./record-counts.ts";
import { recordedMeasures } from "./recorded-measures.ts";
import { membersOf, type Standings, standingsOf, yearsOf } from "./standings.ts";

export const operationsQuery = z.strictObject({
  unit: z.int().positive(),
  wave: z.int().positive().optional(),
  compare: z.int().positive().optional(),
  by: z.enum(["quarter", "month"]).default("quarter"),
  /** A published version the scores of all waves are read under; each wave under that of its time when left out. */
  rule: z.int().positive().optional(),
});
export type OperationsQuery = z.infer<typeof operationsQuery>;

export type MeasureVerdict = "better" | "worse" | "not-distinguishable";

/** A measure over the twelve months up to a wave's cut-off day, and what became of it since the wave before. */
export type YearFigure = FigureView & {
  readonly previous: FigureView | null;
  readonly difference: number | null;
  readonly verdict: MeasureVerdict | null;
};

export type MeasureSeries = {
  readonly key: MeasureKey;
  readonly unit: MeasureUnit;
  readonly moreIsBetter: boolean;
  readonly year: YearFigure;
  /** By quarter or month, oldest first; `from` is its first day. */
  readonly points: readonly (FigureView & { readonly from: string })[];
};

/** An indicator with the records that should move it. */
export type BesideView = {
  readonly node: NodeRef;
  readonly reading: ReadingView;
  readonly change: ChangeView | null;
  /** What owners said, on the cut-off day of each wave. */
  readonly scores: readonly (ReadingView & { readonly on: string; readonly year: number })[];
  readonly measures: readonly MeasureSeries[];
};

/** Opinion and records that went apart, both for sure. */
export type ApartFlag = {
  readonly kind: "score-up-records-worse" | "score-down-records-better";
  readonly unit: UnitRef;
  readonly node: NodeRef;
  readonly measure: MeasureKey;
  readonly change: ChangeView;
  readonly figure: YearFigure;
};

export type OperationsView = {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  readonly wave: WaveOption;
  readonly previousWave: WaveOption | null;
  readonly by: OperationsQuery["by"];
  readonly beside: readonly BesideView[];
  /** The units below with the same figures of the year, by node and measure `D4|repairs-on-time`. */
  readonly parts: readonly {
    readonly unit: UnitRef;
    readonly scores: Readonly<
      Record<string, { readonly reading: ReadingView; readonly change: ChangeView | null }>
    >;
    readonly figures: Readonly<Record<string, YearFigure>>;
  }[];
  readonly flags: readonly ApartFlag[];
  readonly fewest: number;
  readonly passport: PassportView;
};

const METHOD: Text = {
  zh: "运营数据取工单、投诉（作废除外）与热线来电记录，年度数为截止日前 12 个月。占比用 Wilson 区间，每百户投诉用泊松得分区间，每百户来电按各户来电多少放宽，中位数用次序统计量区间，都把记录看作过程的一次实现；与上期比较经 BH 校正。不足 5 条不显示，能由合计减出它的也不显示。按时率和超期率只算已到期限的；等候时间只算接通的来电。",
  en: "Records of repairs and complaints without void ones, and of calls to the hotline; figures of a year are of the twelve months up to the cut-off day. Wilson intervals for shares, Poisson score intervals for complaints per 100 owners, for calls as much wider as they differ between homes, order statistics for medians, all about the process; comparisons are adjusted by Benjamini–Hochberg. Fewer than 5 records are not shown, nor what would tell them by subtraction. What is on time is counted among cases that are due, waits among calls that were answered.",
};

type Wanted = { readonly info: NodeInfo; readonly measures: readonly MeasureKey[] };

/** The indicators of the asker that have records beside them, in the order of the tree. */
function wantedOf(cut: IndicatorCut, beside: Beside, recorded: readonly MeasureKey[]): readonly Wanted[] {
  return cut.infos.flatMap((info) => {
    const measures = beside[info.id]?.filter((measure) => recorded.includes(measure)) ?? [];
    return measures.length > 0 ? [{ info, measures }] : [];
  });
}

/** Figures of the year for a unit; what is called better or worse is so within all measures of the unit. */
function yearOf(
  cut: IndicatorCut,
  unit: TreeUnit,
  wanted: readonly Wanted[],
  standings: Standings,
): ReadonlyMap<MeasureKey, YearFigure> {
  const keys = [...new Set(wanted.flatMap(({ measures }) => measures))];
  const [now, before] = [standings(unit, "now"), standings(unit, "before")];
  const changes = keys.map((key) => (cut.before ? figureChange(key, now, before) : undefined));
  const qs = benjaminiHochberg(changes.map((change) => change?.p ?? undefined));
  return new Map(
    keys.map((key, place): [MeasureKey, YearFigure] => {
      const change = changes[place];
      const sure = (qs[place] ?? 1) <= cut.settings["verdict.level"];
      const verdict =
        sure && change ? (isBetter(key, change.difference) ? "better" : "worse") : "not-distinguishable";
      return [
        key,
        {
          ...figureFrom(key, now),
          previous: cut.before ? figureFrom(key, before) : null,
          difference: change?.difference ?? null,
          verdict: change ? verdict : null,
        },
      ];
    }),
  );
}

function flagsOf(
  cut: IndicatorCut,
  unit: TreeUnit,
  wanted: readonly Wanted[],
  year: ReadonlyMap<MeasureKey, YearFigure>,
): readonly ApartFlag[] {
  return wanted.flatMap(({ info, measures }) => {
    const change = changeAt(cut, placeFor(cut, unit, undefined), info.id);
    if (!change || change.verdict === "not-distinguishable") return [];
    return measures.flatMap((measure): ApartFlag[] => {
      const figure = year.get(measure);
      const apart = change.verdict === "better" ? "worse" : "better";
      if (figure?.verdict !== apart) return [];
      const kind = apart === "worse" ? "score-up-records-worse" : "score-down-records-better";
      return [{ kind, unit: unitRef(unit), node: nodeRef(info), measure, change, figure }];
    });
  });
}

/**
 * What was done beside what owners say of it: repairs, complaints and calls by quarter or month with the scores they should move,
 * the units below, and where the two went apart.
 * @param now the moment due days have passed by
 * @throws AppError `not_found` for a unit or wave that is not the asker's
 */
export async function operationsView(
  sources: Sources,
  scope: Scope,
  query: OperationsQuery,
  now: Date,
): Promise<OperationsView> {
  const { unit: id, wave, compare, by, rule } = query;
  const cut = await cutFor(sources, scope, { unit: id, wave, compare, rule, organisation: "then" });
  const wanted = wantedOf(cut, await readBeside(sources.db), await recordedMeasures(sources.db));
  const parts = partsOf(cut);
  const units = [cut.unit, ...parts];
  const members = membersOf(cut, units);
  const periods = recentPeriods(scope.today, by);
  const years = yearsOf(cut);
  const dueDays = cut.settings["operations.repair_due_days"];
  const own = members.filter(({ unit }) => unit === cut.unit.id);
  // records come with imports; the loaded state of the data changes with everything else on this page
  const key = `${cut.now.table.id}|${cut.before?.table.id}|${cut.unit.id}|${by}|${scope.today}|${now.toISOString().slice(0, 15)}|${dueDays}`;
  const { yearly, series } = await remembered(`operations|${scope.userId}|${key}`, async () => ({
    yearly: await recordCounts(sources.db, members, years, now, dueDays),
    series: await recordCounts(sources.db, own, periods, now, dueDays),
  }));
  const standings = await standingsOf(
    sources,
    scope,
    cut,
    [...years, ...periods],
    (unit, period) => yearly.get(`${unit}|${period}`) ?? series.get(`${unit}|${period}`),
    now,
  );
  const year = yearOf(cut, cut.unit, wanted, standings);
  const waves = await trendWaves(cut);
  const place = placeFor(cut, cut.unit, undefined);
  const below = parts.map((part) => ({ part, year: yearOf(cut, part, wanted, standings) }));
  return {
    unit: unitRef(cut.unit),
    path: cut.path.map(unitRef),
    wave: cut.now.wave,
    previousWave: cut.before?.wave ?? null,
    by,
    beside: wanted.map(({ info, measures }) => ({
      node: nodeRef(info),
      reading: readingAt(cut.now.table, place, info.id),
      change: changeAt(cut, place, info.id),
      scores: waves.map((each) => ({
        on: each.wave.cutoffOn,
        year: each.wave.year,
        ...readingAt(each.table, place, info.id),
      })),
      measures: measures.flatMap((measure): MeasureSeries[] => {
        const figure = year.get(measure);
        if (!figure) return [];
        const { unit, moreIsBetter } = MEASURE_FACTS[measure];
        const points = periods.map((period) => ({
          from: period.key,
          ...figureFrom(measure, standings(cut.unit, period.key)),
        }));
        return [{ key: measure, unit, moreIsBetter, year: figure, points }];
      }),
    })),
    parts: below.map(({ part, year: own }) => {
      const at = placeFor(cut, part, undefined);
      return {
        unit: unitRef(part),
        scores: Object.fromEntries(
          wanted.map(({ info }) => [
            info.id,
            { reading: readingAt(cut.now.table, at, info.id), change: changeAt(cut, at, info.id) },
          ]),
        ),
        figures: Object.fromEntries(own),
      };
    }),
    flags: [
      ...flagsOf(cut, cut.unit, wanted, year),
      ...below.flatMap(({ part, year: own }) => flagsOf(cut, part, wanted, own)),
    ],
    fewest: FEWEST_RECORDS,
    passport: { ...passportOf(cut), inference: "process", method: METHOD },
  };
}
