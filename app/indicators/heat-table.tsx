"use client";

import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { HeatView } from "#server/indicators/views.ts";
import { Alive } from "../components/alive.tsx";
import { classNames } from "../components/class-names.ts";
import { useNames } from "../language/use-names.ts";
import type { HeatMeasure } from "../selection/selection.ts";
import { useAddress } from "../selection/use-address.ts";
import type { ArrangedHeat } from "./arrange-heat.ts";
import { HeatHead } from "./heat-head.tsx";
import type { Order } from "./heat-keys.ts";
import { HeatRow } from "./heat-row.tsx";
import { useColumnWindow } from "./use-column-window.ts";
import { useRovingGrid } from "./use-roving-grid.ts";

export type HeatTableProps = {
  readonly view: HeatView;
  readonly arranged: ArrangedHeat;
  /** What the table scrolls in. */
  readonly scroller: RefObject<HTMLElement | null>;
  /** Name of what cells are held against. */
  readonly reference: string | undefined;
  readonly measure: HeatMeasure;
  readonly opened: string | null;
  readonly sort: Order | undefined;
  readonly order: Order | undefined;
  readonly onOpen: (cell: string, byKeyboard: boolean) => void;
  readonly onToggle: (node: string) => void;
  readonly onSort: (column: string) => void;
  readonly onOrder: (node: string) => void;
};

// A table that is walked through cell by cell: the pattern the ARIA guide builds on <table>, which the linter does not know.
const TREEGRID = { role: "treegrid" } as const;

/** Columns share what is left beside the names; the fewer they are, the less of it the names take. */
function widthFor(columns: number, upright: boolean): string {
  if (columns <= 5) return "w-36";
  if (columns <= 8) return "w-20";
  return columns <= 12 || !upright ? "w-[72px]" : "w-12";
}

function cellOf(target: EventTarget): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>("[data-cell]")?.dataset.cell : undefined;
}

/**
 * Indicators × units as a table one can walk through with the arrow keys: Enter opens a cell, a row's triangle opens
 * what it is made of. Head and first column stay in sight.
 */
export function HeatTable(props: HeatTableProps) {
  const {
    view,
    arranged,
    scroller,
    reference,
    measure,
    opened,
    sort,
    order,
    onOpen,
    onToggle,
    onSort,
    onOrder,
  } = props;
  const t = useTranslations("indicators");
  const names = useNames();
  const english = useLocale() === "en";
  const upright = arranged.columns.some(
    ({ column }) => column.unit?.kind === "project" && column.role === "part" && column.phase === null,
  );
  const window = useColumnWindow(arranged.columns, scroller);
  const { table, onFocus, onKeyDown } = useRovingGrid(window);
  const address = useAddress();
  const [openedNode, openedColumn] = opened?.split("~") ?? [];

  const keys = useCallback(
    (event: KeyboardEvent) => {
      const cell = event.key === "Enter" || event.key === " " ? cellOf(event.target) : undefined;
      if (cell === undefined) return onKeyDown(event);
      event.preventDefault();
      onOpen(cell, true);
    },
    [onKeyDown, onOpen],
  );

  function click(event: MouseEvent) {
    const cell = cellOf(event.target);
    if (cell !== undefined) onOpen(cell, false);
  }

  return (
    <table
      ref={table}
      {...TREEGRID}
      aria-label={t("table")}
      aria-describedby="heat-caption"
      onFocus={onFocus}
      onKeyDown={keys}
      onClick={click}
      aria-colcount={window.counted ? arranged.columns.length + 1 : undefined}
      style={window.counted ? { width: window.width } : undefined}
      className={classNames("table-fixed border-separate border-spacing-0", !window.counted && "w-full")}
    >
      <caption id="heat-caption" className="sr-only">
        {t("caption", { unit: names.unit(view.unit) })}
      </caption>
      <colgroup>
        <col className={english ? "w-36 lg:w-[248px] print:w-48" : "w-[132px] lg:w-[200px] print:w-40"} />
        {window.drawn.map((place) => {
          const column = arranged.columns[place];
          if (!column) return <col key={place} style={{ width: place < 0 ? window.before : window.after }} />;
          return (
            <col
              key={column.key}
              className={window.counted ? "w-12" : widthFor(arranged.columns.length, upright)}
            />
          );
        })}
      </colgroup>
      <thead>
        <tr>
          <th
            scope="col"
            className="sticky top-0 left-0 z-20 border-b border-line-strong bg-surface pr-2 pb-2 pl-3 text-left align-bottom text-12 font-normal text-ink-3"
          >
            <span className="flex">
              <span className="grow">{t("indicator")}</span>
              <span className="max-xl:hidden">{t("port")}</span>
            </span>
          </th>
          {window.drawn.map((place) => {
            const column = arranged.columns[place];
            if (!column) return <td key={place} aria-hidden="true" className="p-0" />;
            return (
              <HeatHead
                key={column.key}
                arranged={column}
                colIndex={place}
                counted={window.counted}
                reference={reference}
                upright={upright}
                current={openedColumn === column.key}
                sort={sort?.by === column.key ? sort : undefined}
                address={address}
                onSort={onSort}
              />
            );
          })}
        </tr>
      </thead>
      <tbody className={classNames(measure !== "score" && "[&_td]:text-13")}>
        {arranged.rows.map(({ row, expanded }) => (
          <Alive key={row.node.id}>
            <HeatRow
              row={row}
              expanded={expanded}
              columns={arranged.columns}
              reference={reference}
              window={window}
              measure={measure}
              steps={view.steps}
              opened={openedNode === row.node.id ? opened : null}
              order={order?.by === row.node.id ? order : undefined}
              onToggle={onToggle}
              onOrder={onOrder}
            />
          </Alive>
        ))}
      </tbody>
    </table>
  );
}
