import type { HeatCell, HeatColumn, HeatRow, HeatView } from "#server/indicators/views.ts";
import type { FoundInHeat } from "./find-in-heat.ts";
import { columnKey, type Order } from "./heat-keys.ts";

export type ArrangedColumn = { readonly column: HeatColumn; readonly key: string; readonly index: number };

export type ArrangedRow = {
  readonly row: HeatRow;
  readonly expanded: boolean;
};

export type ArrangedHeat = {
  readonly columns: readonly ArrangedColumn[];
  readonly rows: readonly ArrangedRow[];
};

export type Arrangement = {
  /** Rows in the order of a column's scores, among siblings. */
  readonly sort: Order | undefined;
  /** Columns in the order of a node's scores; only the parts move. */
  readonly order: Order | undefined;
  /** Rows opened or closed against the usual: indices and level-one rows open, dimensions closed. */
  readonly toggled: ReadonlySet<string>;
  /** What is left after a search; everything when left out. */
  readonly found?: FoundInHeat | undefined;
};

/** What counts when ordering: only scores a reader may rank. */
function rankable(cell: HeatCell | undefined): number | null {
  return cell && cell.state === "full" ? cell.value : null;
}

function compare(a: number | null, b: number | null, highFirst: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return highFirst ? b - a : a - b;
}

/** The columns as they are shown: parts in the order asked for, and only those a search leaves. */
export function arrangeColumns(
  view: HeatView,
  { order, found }: Pick<Arrangement, "order" | "found">,
): readonly ArrangedColumn[] {
  const columns = view.columns
    .map((column, index) => ({ column, key: columnKey(column), index }))
    .filter(({ column, key }) => column.role !== "part" || (found?.columns?.has(key) ?? true));
  const row = order && view.rows.find((candidate) => candidate.node.id === order.by);
  if (!order || !row) return columns;
  const fixed = columns.filter(({ column }) => column.role !== "part");
  const parts = columns.filter(({ column }) => column.role === "part");
  return [
    ...fixed,
    ...parts.toSorted(
      (a, b) =>
        compare(rankable(row.cells[a.index]), rankable(row.cells[b.index]), order.highFirst) ||
        a.index - b.index,
    ),
  ];
}

/** Whether a row stands open: by default all but dimensions. */
function isExpanded(row: HeatRow, toggled: ReadonlySet<string>): boolean {
  return row.hasChildren && row.depth < 2 !== toggled.has(row.node.id);
}

/** The rows as they are shown: those that stand open, in the order asked for, siblings kept together. */
export function arrangeRows(
  view: HeatView,
  columns: readonly ArrangedColumn[],
  { sort, toggled, found }: Omit<Arrangement, "order">,
): readonly ArrangedRow[] {
  const place = sort && columns.find((column) => column.key === sort.by)?.index;
  const byParent = Map.groupBy(view.rows, (row) => row.parent);

  function below(parent: string | null): readonly ArrangedRow[] {
    const siblings = byParent.get(parent) ?? [];
    // what stands at the top is counted in different units
    const ordered =
      sort && place !== undefined && parent !== null
        ? siblings.toSorted((a, b) =>
            compare(rankable(a.cells[place]), rankable(b.cells[place]), sort.highFirst),
          )
        : siblings;
    return ordered.flatMap((row) => {
      const searched = found?.rows;
      if (searched && !searched.has(row.node.id)) return [];
      // what a search leaves below a row is what was looked for
      const open =
        searched !== undefined && (byParent.get(row.node.id) ?? []).some(({ node }) => searched.has(node.id));
      const expanded = open || isExpanded(row, toggled);
      return [{ row, expanded }, ...(expanded ? below(row.node.id) : [])];
    });
  }
  return below(null);
}

/** The table as it is shown. */
export function arrangeHeat(view: HeatView, arrangement: Arrangement): ArrangedHeat {
  const columns = arrangeColumns(view, arrangement);
  return { columns, rows: arrangeRows(view, columns, arrangement) };
}
