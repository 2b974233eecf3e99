"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { HeatRow as HeatRowView, HeatView } from "#server/indicators/views.ts";
import { classNames } from "../components/class-names.ts";
import { Icon } from "../components/glyph.tsx";
import { useNames } from "../language/use-names.ts";
import type { HeatMeasure } from "../selection/selection.ts";
import { useReadingSentence } from "../wording/use-reading-sentence.ts";
import type { ArrangedColumn } from "./arrange-heat.ts";
import type { ColumnWindow } from "./column-window.ts";
import { HeatCell } from "./heat-cell.tsx";
import { SortButton } from "./heat-head.tsx";
import { cellKey, type Order } from "./heat-keys.ts";
import { printed } from "./heat-shown.ts";

const INDENT = ["", "", "pl-4", "pl-9"] as const;

export type HeatRowProps = {
  readonly row: HeatRowView;
  readonly expanded: boolean;
  readonly columns: readonly ArrangedColumn[];
  /** Name of what cells are held against. */
  readonly reference: string | undefined;
  /** Columns left out before and after those drawn, and how many there are in all. */
  readonly window: ColumnWindow;
  readonly measure: HeatMeasure;
  readonly steps: HeatView["steps"];
  /** The opened cell and the order of the columns, where they are of this row. */
  readonly opened: string | null;
  readonly order: Order | undefined;
  readonly onToggle: (node: string) => void;
  readonly onOrder: (node: string) => void;
};

/** One indicator across the units. */
export const HeatRow = memo(function HeatRow({
  row,
  expanded,
  columns,
  reference,
  window,
  measure,
  steps,
  opened,
  order,
  onToggle,
  onOrder,
}: HeatRowProps) {
  const t = useTranslations("indicators");
  const names = useNames();
  const sentence = useReadingSentence();
  const name = names.node(row.node);
  const current = opened !== null;
  const depth = row.depth;
  return (
    <tr
      aria-level={depth + 1}
      aria-expanded={row.hasChildren ? expanded : undefined}
      className={classNames(depth <= 1 && "[&>*]:border-t [&>*]:border-line first:[&>*]:border-t-0")}
    >
      <th
        scope="row"
        className={classNames(
          "group sticky left-0 z-[5] pr-2 pl-3 text-left text-13",
          current ? "bg-accent-soft" : "bg-surface",
          depth <= 1 ? "font-semibold" : "font-normal",
          depth >= 3 && "text-ink-2",
        )}
      >
        <span className={classNames("flex items-center gap-1", INDENT[Math.min(depth, 3)])}>
          {row.hasChildren ? (
            <button
              type="button"
              tabIndex={-1}
              data-col={-1}
              onClick={() => onToggle(row.node.id)}
              aria-label={t(expanded ? "collapse" : "expand", { name })}
              className="grid size-6 shrink-0 place-items-center rounded-tag text-ink-3 hover:bg-line"
            >
              <Icon of={expanded ? ChevronDown : ChevronRight} size={12} />
            </button>
          ) : (
            <span className="size-6 shrink-0 max-lg:size-3" />
          )}
          <span
            {...(row.hasChildren ? {} : { tabIndex: -1, "data-col": -1 })}
            className="min-w-0 py-1 leading-[18px]"
          >
            {name}
            {row.node.unit === "percent" && <span className="text-ink-3"> %</span>}
          </span>
          <span className="grow" />
          <span className="absolute top-1/2 right-9 -translate-y-1/2 rounded-tag bg-inherit max-xl:right-0 pointer-coarse:static pointer-coarse:translate-y-0">
            <SortButton
              label={t("sortColumns", { name })}
              order={order}
              mine={row.node.id}
              vertical={false}
              onSort={() => onOrder(row.node.id)}
            />
          </span>
          <span className="text-12 font-normal whitespace-nowrap text-ink-3 max-xl:hidden">
            {row.node.port && depth >= 2 ? names.portShort(row.node.port) : ""}
          </span>
        </span>
      </th>
      {window.drawn.map((place) => {
        const arranged = columns[place];
        if (!arranged) return <td key={place} aria-hidden="true" className="p-0" />;
        const { column, key, index } = arranged;
        const cell = row.cells[index];
        if (!cell) return <td key={key} />;
        const unit = column.phase
          ? names.phase(column.phase)
          : column.unit
            ? names.unit(column.unit)
            : (reference ?? "");
        const id = cellKey(row.node.id, key);
        return (
          <HeatCell
            key={key}
            cell={cell}
            unit={row.node.unit}
            measure={measure}
            steps={steps}
            role={column.role}
            depth={depth}
            colIndex={place}
            counted={window.counted}
            cellId={id}
            selected={opened === id}
            sentence={sentence({
              of: measure === "score" ? [name, unit] : [name, unit, printed(cell, row.node.unit, measure)],
              reading: cell,
              unit: row.node.unit,
              reference: reference ? { name: reference, difference: cell.difference } : undefined,
              change: cell.change,
              broken: row.broken,
            })}
          />
        );
      })}
    </tr>
  );
});
