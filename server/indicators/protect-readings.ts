import {
  type CellProtection,
  type ProtectionOptions,
  protectTogether,
  type Unseen,
  type UnseenKind,
} from "#analytics/protect-cells.ts";
import { PRIVACY_FLOOR } from "#analytics/screen-reading.ts";
import {
  apply,
  type Cells,
  cellsOf,
  type ProtectionScheme,
  type ReadingMap,
  relationsIn,
} from "./reading-cells.ts";

/**
 * A cell of a decided table as finer ones must know it: what stands behind it, and by how much its mean times its owners and its
 * answers differ between records that its readers cannot tell apart; 0 where they know it. `total` is its mean times the
 * owners behind it.
 */
export type OpenCell = { readonly n: number; readonly owners: number; readonly total: number } & Readonly<
  Record<UnseenKind, readonly [number, number]>
>;

/** What a decided table leaves open, by place and node. */
export type OpenMap = ReadonlyMap<string, ReadonlyMap<string, OpenCell>>;

export function openMap({ n, owners, totals, at }: Cells, first: number, unseen: Unseen): OpenMap {
  const pair = (kind: UnseenKind, cell: number) =>
    [unseen[kind][0][cell] ?? 0, unseen[kind][1][cell] ?? 0] as const;
  return new Map(
    [...at].map(([place, nodes]) => [
      place,
      new Map(
        [...nodes].map(([node, cell]) => [
          node,
          {
            n: n[cell - first] ?? 0,
            owners: owners[cell - first] ?? 0,
            total: totals[cell - first] ?? 0,
            values: pair("values", cell),
            counts: pair("counts", cell),
            together: pair("together", cell),
          },
        ]),
      ),
    ]),
  );
}

function decide(
  scheme: ProtectionScheme,
  readings: ReadingMap,
  cells: Cells,
  options: Pick<ProtectionOptions, "cost" | "before">,
) {
  const rule = { floor: PRIVACY_FLOOR, minimum: scheme.definition.minimumAnswers };
  const { n, owners } = cells;
  return protectTogether(n, relationsIn(scheme, cells, readings), rule, { owners, ...options });
}

/** What of a wave's readings may be seen, so that nothing hidden follows from what is shown, by whatever sums. */
export function protectReadings(scheme: ProtectionScheme, readings: ReadingMap): ReadingMap {
  const cells = cellsOf(scheme, readings, 0);
  const { protections } = decide(scheme, readings, cells, { cost: (cell) => cells.cost[cell] ?? 0 });
  return apply(readings, cells, protections, scheme.definition.minimumAnswers);
}

/** What readings that are shown as they are leave open. */
export function openOf(scheme: ProtectionScheme, readings: ReadingMap, shown: ReadingMap): OpenMap {
  const cells = cellsOf(scheme, readings, 0);
  const before = cells.n.map((): CellProtection => "shown");
  for (const [place, nodes] of cells.at)
    for (const [node, cell] of nodes) {
      const { state, n } = shown.get(place)?.get(node) ?? {};
      if (state === "n-only") before[cell] = state;
      if (state === "hidden") before[cell] = n === undefined ? state : "n-beside";
    }
  const { unseen } = decide(scheme, readings, cells, { cost: () => Number.POSITIVE_INFINITY, before });
  return openMap(cells, 0, unseen);
}
