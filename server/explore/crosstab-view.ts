import { screenReading } from "#analytics/screen-reading.ts";
import { AppError } from "#server/app-error.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { stepOf } from "#server/indicators/fill-step.ts";
import { stateFrom } from "#server/indicators/full-from.ts";
import { type NodeInfo, nodeRef } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { placeKey } from "#server/indicators/place.ts";
import { readingView } from "#server/indicators/reading-of.ts";
import type { ChangeView, NodeRef, PassportView, ReadingView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { HeatCell } from "#server/indicators/views.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { askedOfWave } from "./age-dimension.ts";
import {
  ALL,
  type AxisEntry,
  cutFilters,
  cutOf,
  namedFilters,
  type Position,
  positionsOf,
} from "./crosstab-axis.ts";
import { crosstabGaps } from "./crosstab-gaps.ts";
import type { CrosstabQuery, Dimension } from "./crosstab-query.ts";
import { type CutTable, partName } from "./cut-part.ts";
import { type CutTables, cutTablesOf } from "./cut-tables.ts";
import { FREE_CUTS, type FreeCut } from "./merged-classes.ts";
import { sumsByCuts } from "./sums-by-cuts.ts";
import { steadily } from "./tables-ahead.ts";
import { type TopTwo, topTwoReadings } from "./top-two-readings.ts";
import { wordsInWave } from "./words-in-wave.ts";

export type CrosstabCell = ReadingView & {
  /** Against the total of its column; for rows of indicators against the total of its row. Null for totals. */
  readonly difference: ChangeView | null;
  readonly step: HeatCell["step"];
};

/** The values a filter may take here. */
export type FilterChoices = {
  readonly productTypes: readonly string[];
  /** Batches or words of years since handover, by what the wave tells owners by (`wave.ageBy`). */
  readonly ages: readonly string[];
};

export type CrosstabView = {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  readonly wave: WaveOption;
  readonly node: NodeRef;
  readonly measure: CrosstabQuery["measure"];
  readonly rowsBy: Dimension;
  readonly columnsBy: Dimension | null;
  /** The first of each is the total. */
  readonly rows: readonly AxisEntry[];
  readonly columns: readonly AxisEntry[];
  /** By row, then by column. */
  readonly cells: readonly (readonly CrosstabCell[])[];
  readonly choices: FilterChoices;
  /** Every indicator that can be asked for. */
  readonly nodes: readonly (NodeRef & { readonly depth: number; readonly kind: NodeInfo["kind"] })[];
  readonly steps: readonly [number, number];
  readonly passport: PassportView;
};

type Asked = {
  readonly cut: IndicatorCut;
  readonly query: CrosstabQuery;
  readonly tables: CutTables;
  readonly node: NodeInfo;
  readonly topTwo: ((table: CutTable) => TopTwo) | undefined;
};

type Spot = {
  readonly unit: ReturnType<typeof placeFor>;
  readonly cuts: readonly FreeCut[];
  readonly part: string;
  readonly table: CutTable;
};

/** Where a cell's reading lies: the table of exactly the cuts it fixes, so that a total is the number shown elsewhere. */
async function spotOf({ cut, query, tables }: Asked, row: Position, column: Position): Promise<Spot> {
  const values = {
    ...cutFilters(query),
    ...(row.value && { [row.value.cut]: row.value.word }),
    ...(column.value && { [column.value.cut]: column.value.word }),
  };
  const cuts = FREE_CUTS.filter((each) => each in values);
  const phase: OwnerPhase | undefined = row.phase ?? column.phase ?? query.phase;
  const table = await tables.of(cuts, phase !== undefined);
  const unit = placeFor(cut, row.unit ?? column.unit ?? cut.unit, phase);
  return { unit, cuts, part: partName(cuts, values), table };
}

/** What is told at a position, and whether the rule gives just that: where something is left as it was, nothing more may be said. */
type Told = { readonly view: ReadingView; readonly exact: boolean };

async function readingFor(asked: Asked, row: Position, column: Position): Promise<Told> {
  const node = (row.node ?? asked.node).id;
  const { unit, part, table } = await spotOf(asked, row, column);
  const place = placeKey(unit);
  const own = table.parts.get(part);
  const told = own?.shown.get(place)?.get(node);
  const shown = told && stateFrom(told, asked.cut.settings["display.full_from"]);
  const exact = own?.near?.get(place)?.has(node) !== true;
  if (!asked.topTwo || shown === undefined) return { view: readingView(shown), exact };
  const reading = exact ? asked.topTwo(table)(part, place, shown) : screenReading(shown, "hidden");
  return { view: readingView(reading && stateFrom(reading, asked.cut.settings["display.full_from"])), exact };
}

/** What is shared by rows and columns is refused where a filter fixes it already. */
function refuseFixed({ rows, columns, phase, mode, productType, batch, tenure }: CrosstabQuery): void {
  const fixed = {
    phase,
    mode,
    product_type: productType,
    batch,
    tenure,
  } as Record<string, string | undefined>;
  const twice = [rows, columns].find((dimension) => dimension && fixed[dimension] !== undefined);
  if (twice)
    throw new AppError("invalid", `The filter leaves one ${twice} to divide by: take the filter out.`);
}

/** Differences of the cells, and of the totals of the rows. */
async function gapsOf(
  asked: Asked,
  rows: readonly Position[],
  columns: readonly Position[],
  full: (row: number, column: number) => boolean,
) {
  const { query, tables } = asked;
  const sumsAt = async (row: Position | undefined, column: Position | undefined) => {
    const { cuts } = await spotOf(asked, row ?? ALL, column ?? ALL);
    return sumsByCuts(tables.request, cuts);
  };
  const cells = crosstabGaps(asked, await sumsAt(rows.at(-1), columns.at(-1)), rows, columns, full);
  if (query.columns === undefined || query.rows === "node") return [cells];
  const { columns: _, ...alone } = query;
  const beside = await sumsAt(rows.at(-1), ALL);
  return [cells, crosstabGaps({ ...asked, query: alone }, beside, rows, [ALL], full)];
}

function has(reading: ReadingView): boolean {
  return reading.state !== "undefined";
}

/**
 * Answers divided by any two things at once under any filters, with totals; rows and columns nobody answered in are left out.
 * Suppression is that of the lattice of cuts, so no two tables together tell what one of them hides.
 * @throws AppError `not_found` for a unit, wave or indicator that is not the asker's, `invalid` for a dimension that a filter
 * fixes, `too_large` when the cuts leave too many parts
 */
export async function crosstabView(
  sources: Sources,
  scope: Scope,
  wish: CrosstabQuery,
): Promise<CrosstabView> {
  const live = await cutFor(sources, scope, {
    unit: wish.unit,
    wave: wish.wave,
    phase: wish.phase,
    compare: null,
    organisation: "then",
    rule: wish.rule,
  });
  const cut = steadily(live, scope.today);
  const query = askedOfWave(wish, cut.now.wave.ageBy);
  refuseFixed(query);
  const wanted = query.node ?? cut.published.definition.tree.id;
  const node = cut.infos.find(({ id }) => id === wanted);
  if (!node) throw new AppError("not_found", "There is no such indicator for you: choose one from the list.");
  const tables = await cutTablesOf(sources, cut);
  const { request } = tables;
  const topTwo = query.measure === "top2" ? await topTwoReadings(request) : undefined;
  const asked: Asked = { cut, query, tables, node, topTwo };
  const positions = async (dimension: Dimension | undefined) => {
    if (dimension === undefined) return [];
    const own = cutOf(dimension);
    return positionsOf(cut, await tables.of(own ? [own] : [], false), dimension, node);
  };
  const [rows, columns] = [
    query.rows === "node" ? await positions("node") : [ALL, ...(await positions(query.rows))],
    [ALL, ...(await positions(query.columns))],
  ];
  const told = await Promise.all(
    rows.map((row) => Promise.all(columns.map((column) => readingFor(asked, row, column)))),
  );
  const readings = told.map((row) => row.map(({ view }) => view));
  const full = (row: number, column: number) => {
    const own = told[row]?.[column];
    return own?.view.state === "full" && own.exact;
  };
  const gaps = query.measure === "top2" ? [] : await gapsOf(asked, rows, columns, full);
  const keptRows = rows.filter((row, at) => row === ALL || (readings[at] ?? []).some(has));
  const keptColumns = columns.filter(
    (column, at) => column === ALL || readings.some((row) => has(row[at] as ReadingView)),
  );
  const steps = cut.settings["display.steps"];
  const cellAt = (row: Position, column: Position): CrosstabCell => {
    const difference = gaps.map((gap) => gap(row, column)).find((gap) => gap !== null) ?? null;
    const reading = readings[rows.indexOf(row)]?.[columns.indexOf(column)] ?? readingView(undefined);
    return { ...reading, difference, step: stepOf(difference, steps) };
  };
  const unitOf = (info: NodeInfo) => (topTwo && info.unit === "points" ? ("percent" as const) : info.unit);
  const named = (entry: AxisEntry, info: NodeInfo | undefined): AxisEntry =>
    info && entry.node ? { ...entry, node: { ...entry.node, unit: unitOf(info) } } : entry;
  const passport = passportOf(cut, node, query.measure);
  const filters = namedFilters(query);
  return {
    unit: unitRef(cut.unit),
    path: cut.path.map(unitRef),
    wave: cut.now.wave,
    node: { ...nodeRef(node), unit: unitOf(node) },
    measure: query.measure,
    rowsBy: query.rows,
    columnsBy: query.columns ?? null,
    rows: keptRows.map(({ entry, node: info }) => named(entry, info)),
    columns: keptColumns.map(({ entry }) => entry),
    cells: keptRows.map((row) => keptColumns.map((column) => cellAt(row, column))),
    choices: {
      productTypes: await wordsInWave(request, "product_type"),
      ages: await wordsInWave(request, "batch"),
    },
    nodes: cut.infos.map((info) => ({ ...nodeRef(info), depth: info.depth, kind: info.kind })),
    steps,
    passport: {
      ...passport,
      filters: { ...passport.filters, ...filters },
      n: readings[0]?.[0]?.n ?? null,
      // owners are counted by project and phase: of a narrower part it is not known how many they are
      population: Object.keys(filters).length > 0 ? null : passport.population,
    },
  };
}
