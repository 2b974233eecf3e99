import { compareWithGroup } from "#analytics/compare-with-group.ts";
import { testContrasts } from "#analytics/comparison.ts";
import type { Moments } from "#analytics/moments.ts";
import { changeView, materialOf } from "#server/indicators/comparisons.ts";
import { type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import type { NodeInfo } from "#server/indicators/nodes.ts";
import type { ChangeView } from "#server/indicators/reading-view.ts";
import { definitionsOf } from "#server/indicators/wave-table.ts";
import { ALL, cutFilters, cutOf, type Position } from "./crosstab-axis.ts";
import type { CrosstabQuery, Dimension } from "./crosstab-query.ts";

type Asked = { readonly cut: IndicatorCut; readonly query: CrosstabQuery; readonly node: NodeInfo };

type Group = Readonly<Record<string, string>>;

/** The name of a dimension among the groups of the answers. */
function groupOf(dimension: Dimension | undefined): string | undefined {
  return cutOf(dimension) ?? dimension;
}

function keyIn(group: Group, dimension: string | undefined): string {
  const value = dimension === undefined ? "" : (group[dimension] ?? "");
  return dimension !== undefined && value === "" ? "-" : value;
}

/** The answers of the unit under the filters, as a domain of the wave's design. */
function domainOf({ cut, query }: Asked, moments: Moments): Moments {
  const [column = "", id] = placeFor(cut, cut.unit, undefined).unit.split(":");
  const fixed: Group = { ...cutFilters(query), ...(query.phase && { phase: query.phase }) };
  const own = (group: Group) =>
    (id === undefined || group[column] === id) &&
    Object.entries(fixed).every(([name, value]) => group[name] === value);
  return { ...moments, cells: moments.cells.filter(({ group }) => own(group)) };
}

/**
 * Differences of the cells to the total of their column (of their row where rows are indicators), tested with the covariance that
 * comes from being part of it. A family is an indicator over all cells that are shown in full.
 * @param sums of the wave by the cuts that cells and filters fix
 */
export function crosstabGaps(
  asked: Asked,
  sums: Moments,
  rows: readonly Position[],
  columns: readonly Position[],
  full: (row: number, column: number) => boolean,
): (row: Position, column: Position) => ChangeView | null {
  const { cut, query, node } = asked;
  const byNode = query.rows === "node";
  const rowCut = byNode ? undefined : groupOf(query.rows);
  const columnCut = groupOf(query.columns);
  const by = [rowCut, columnCut].filter((each) => each !== undefined);
  if (by.length === 0) return () => null;
  const within = byNode ? [] : by.filter((each) => each !== rowCut);
  const moments = domainOf(asked, sums);
  const infos = byNode ? rows.flatMap((row) => row.node ?? []) : [node];
  const wanted = new Map(infos.map((info) => [info.id, info]));
  const only = new Set(wanted.keys());
  const rowOf = new Map(rows.map((row, at) => [row.entry.key, at]));
  const columnOf = new Map(columns.map((column, at) => [column.entry.key, at]));
  const contrasts = definitionsOf(cut.published).flatMap((definition, place) =>
    compareWithGroup(definition, moments, { by, within, only }).filter(({ after }) => {
      if (place > 0 && Object.hasOwn(definition.items, after.node)) return false;
      const row = rowOf.get(byNode ? after.node : keyIn(after.group, rowCut));
      const column = columnOf.get(keyIn(after.group, columnCut));
      if (row === undefined || column === undefined || !full(row, column)) return false;
      return byNode ? full(row, 0) : full(0, column);
    }),
  );
  const found = new Map<string, ChangeView | null>();
  const level = cut.settings["verdict.level"];
  for (const [unit, family] of Map.groupBy(
    contrasts,
    ({ after }) => wanted.get(after.node)?.unit ?? "points",
  )) {
    const rule = { level, material: materialOf(unit, cut.settings) };
    for (const comparison of testContrasts(family, { rule })) {
      const { group, node: of } = comparison.after;
      const row = byNode ? of : keyIn(group, rowCut);
      found.set(`${row}\u0000${keyIn(group, columnCut)}`, changeView(comparison, level));
    }
  }
  return (row, column) => {
    if (byNode ? column === ALL : row === ALL) return null;
    return found.get(`${row.entry.key}\u0000${column.entry.key}`) ?? null;
  };
}
