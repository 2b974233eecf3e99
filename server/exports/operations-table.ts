import { cutFor } from "#server/indicators/cut.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { listWaves } from "#server/indicators/waves.ts";
import { FEWEST_RECORDS, type FigureView, figureFrom } from "#server/operations/figure.ts";
import { MEASURE_FACTS } from "#server/operations/measures.ts";
import { type Period, type PeriodLength, recentPeriods } from "#server/operations/periods.ts";
import { recordCounts } from "#server/operations/record-counts.ts";
import { recordedMeasures } from "#server/operations/recorded-measures.ts";
import { membersOf, standingsOf, yearsOf } from "#server/operations/standings.ts";
import { subtree, type TreeUnit, treeOn } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { type Sight, sightOn, widestUnits } from "#server/scope/sight.ts";
import { addDays } from "#surveys/calendar-date.ts";
import type { Text } from "#surveys/question.ts";
import { AppError } from "../app-error.ts";
import type { ExportColumn, ExportTable, Value } from "./table.ts";

const COLUMNS: readonly ExportColumn[] = [
  { name: "wave", type: "integer" },
  { name: "unit_code", type: "text" },
  { name: "unit_name", type: "text" },
  { name: "unit_kind", type: "text" },
  { name: "measure", type: "text" },
  { name: "measure_zh", type: "text" },
  { name: "measure_en", type: "text" },
  { name: "period_length", type: "text" },
  { name: "period", type: "text" },
  { name: "from", type: "date" },
  { name: "to", type: "date" },
  { name: "value", type: "number" },
  { name: "low", type: "number" },
  { name: "high", type: "number" },
  { name: "value_unit", type: "text" },
  { name: "n", type: "integer" },
  { name: "state", type: "text" },
  { name: "suppressed", type: "boolean" },
  { name: "reason_zh", type: "text" },
  { name: "reason_en", type: "text" },
  { name: "direction", type: "text" },
  { name: "as_of", type: "date" },
  { name: "data_version", type: "text" },
];

/** Why a row has no value. */
const REASONS: Readonly<Record<Exclude<FigureView["state"], "shown">, Text>> = {
  few: { zh: `记录不足 ${FEWEST_RECORDS} 条`, en: `fewer than ${FEWEST_RECORDS} records` },
  hidden: { zh: "显示它会算出别处太少的记录", en: "showing it would tell of too few records elsewhere" },
  none: { zh: "没有可算的记录或业主", en: "no records or owners to count" },
};

type NamedPeriod = Period & { readonly length: "year" | PeriodLength; readonly name: string };

/** `2025Q3` or `2025-07` of a period that begins on its key. */
function named(period: Period, length: PeriodLength): NamedPeriod {
  const [year, month] = [period.key.slice(0, 4), period.key.slice(0, 7)];
  const name = length === "month" ? month : `${year}Q${Math.ceil(Number(month.slice(5)) / 3)}`;
  return { ...period, key: `${length} ${period.key}`, length, name };
}

/** The group, its regions and their projects that may be read, in the order of the tree. */
function unitsIn(sight: Sight): readonly TreeUnit[] {
  return widestUnits(sight).flatMap(({ id }) =>
    subtree(sight.tree, id).flatMap((below) => {
      const unit = sight.tree.units.get(below);
      const counts = unit?.kind === "group" || unit?.kind === "region" || unit?.kind === "project";
      return unit && counts && sight.readable.has(below) ? [unit] : [];
    }),
  );
}

function figureCells({ value, low, high, n, state }: FigureView, unit: string): readonly Value[] {
  const reason = state === "shown" ? undefined : REASONS[state];
  const suppressed = state === "few" || state === "hidden";
  return [value, low, high, unit, n, state, suppressed, reason?.zh ?? null, reason?.en ?? null];
}

/** The waves that have numbers, of one year or all, oldest first. @throws AppError `not_found` */
async function wavesAsked(
  { db }: Sources,
  scope: Scope,
  year: number | undefined,
): Promise<readonly WaveOption[]> {
  const waves = (await listWaves(db, scope)).filter((wave) => year === undefined || wave.year === year);
  if (waves.length > 0) return waves.toReversed();
  throw new AppError(
    "not_found",
    year === undefined
      ? "There is no wave with answers whose year operations could be counted for: import one first."
      : `There is no wave with answers of ${year}: choose another with --wave, or leave it out for all.`,
  );
}

/**
 * What the record of operations says of every unit the asker may read, as on the screen: the year before each wave, and the last
 * quarters and months under the organisation and owners of the newest wave asked for. A figure that is withheld on the screen is
 * empty here, with its reason.
 * @param year of one wave only
 * @param now the moment due days have passed by
 * @throws AppError `not_found` without such a wave
 */
export async function operationsTable(
  sources: Sources,
  scope: Scope,
  year: number | undefined,
  now: Date,
): Promise<ExportTable> {
  const waves = await wavesAsked(sources, scope, year);
  const measures = await recordedMeasures(sources.db);
  const series = (["quarter", "month"] as const).flatMap((length) =>
    recentPeriods(scope.today, length).map((period) => named(period, length)),
  );
  async function* rows(): AsyncGenerator<readonly Value[]> {
    for (const wave of waves) {
      const units = unitsIn(sightOn(scope, await treeOn(sources.db, wave.cutoffOn)));
      const [first] = units;
      if (!first) continue;
      const query = { unit: first.id, wave: wave.id, compare: null, organisation: "then" } as const;
      const cut = await cutFor(sources, scope, query);
      const periods: readonly NamedPeriod[] = [
        ...yearsOf(cut).map((period) => ({ ...period, length: "year" as const, name: String(wave.year) })),
        ...(wave === waves.at(-1) ? series : []),
      ];
      const dueDays = cut.settings["operations.repair_due_days"];
      const counts = await recordCounts(sources.db, membersOf(cut, units), periods, now, dueDays);
      const countsOf = (unit: number, period: string) => counts.get(`${unit}|${period}`);
      const standings = await standingsOf(sources, scope, cut, periods, countsOf, now);
      for (const unit of units) {
        const own = periods.map((period) => ({ period, standing: standings(unit, period.key) }));
        for (const measure of measures) {
          const { words, unit: valueUnit, moreIsBetter } = MEASURE_FACTS[measure];
          for (const { period, standing } of own)
            yield [
              wave.year,
              unit.code,
              unit.name,
              unit.kind,
              measure,
              words.zh,
              words.en,
              period.length,
              period.name,
              addDays(period.after, 1),
              period.upTo,
              ...figureCells(figureFrom(measure, standing), valueUnit),
              moreIsBetter ? "more-is-better" : "less-is-better",
              scope.today,
              cut.now.table.dataVersion,
            ];
        }
      }
    }
  }
  return { columns: COLUMNS, rows: rows() };
}
