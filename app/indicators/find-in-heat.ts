import type { HeatColumn, HeatView } from "#server/indicators/views.ts";
import type { namesIn } from "../language/names.ts";
import { columnKey } from "./heat-keys.ts";

/** Rows and parts a search leaves; undefined where the words are in no name of that kind, so that all stay. */
export type FoundInHeat = {
  readonly rows: ReadonlySet<string> | undefined;
  readonly columns: ReadonlySet<string> | undefined;
};

function fits(needle: string, ...names: readonly (string | null | undefined)[]): boolean {
  return names.some((name) => name?.toLowerCase().includes(needle));
}

function rowsWith(
  view: HeatView,
  test: (id: string, name: string) => boolean,
  name: (row: HeatView["rows"][number]) => string,
) {
  const parents = new Map(view.rows.map((row) => [row.node.id, row.parent]));
  const kept = new Set<string>();
  for (const row of view.rows) {
    if (!test(row.node.id, name(row))) continue;
    // the rows above say where it belongs
    for (let id: string | null | undefined = row.node.id; id != null; id = parents.get(id)) kept.add(id);
  }
  return kept.size > 0 ? kept : undefined;
}

/**
 * Looks words up in the names and codes of indicators and units; several words may name some of each.
 * @param only `measures` leaves what stands beside the index: loyalty, its segments, the net promoter score
 * @returns undefined when nothing is asked for, or `nothing` when no name holds a word
 */
export function findInHeat(
  view: HeatView,
  words: string | null,
  names: ReturnType<typeof namesIn>,
  only: "measures" | undefined,
): FoundInHeat | "nothing" | undefined {
  const needles = (words ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const measures =
    only && new Set(view.rows.flatMap(({ kind, node }) => (kind === "measure" ? [node.id] : [])));
  if (needles.length === 0) return measures && { rows: measures, columns: undefined };
  const columnFits = ({ unit }: HeatColumn, needle: string) =>
    unit !== null && fits(needle, unit.name, unit.nameEn, unit.code);
  const ofUnits = needles.filter((needle) =>
    view.columns.some((column) => column.role === "part" && columnFits(column, needle)),
  );
  const ofRows = needles.filter((needle) =>
    view.rows.some((row) => fits(needle, names.node(row.node), row.node.id)),
  );
  if (needles.some((needle) => !ofUnits.includes(needle) && !ofRows.includes(needle))) return "nothing";
  const rows =
    ofRows.length === 0
      ? undefined
      : rowsWith(
          view,
          (id, name) => ofRows.some((needle) => fits(needle, name, id)),
          (row) => names.node(row.node),
        );
  const columns =
    ofUnits.length === 0
      ? undefined
      : new Set(
          view.columns
            .filter((column) => ofUnits.some((needle) => columnFits(column, needle)))
            .map((column) => columnKey(column)),
        );
  return {
    rows: measures ? (rows ? new Set([...rows].filter((id) => measures.has(id))) : measures) : rows,
    columns,
  };
}
