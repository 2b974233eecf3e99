"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import type { ColumnWindow } from "./column-window.ts";

/** Frames to wait for a column that was out of sight. */
const PATIENCE = 12;

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function cellAt(row: HTMLTableRowElement | undefined, col: number): HTMLElement | null | undefined {
  return row?.querySelector<HTMLElement>(`[data-col="${col}"]`);
}

/** Focuses an element as soon as it is drawn. */
function whenDrawn(find: () => HTMLElement | null | undefined, frames: number): void {
  const found = find();
  if (found) found.focus();
  else if (frames > 0) requestAnimationFrame(() => whenDrawn(find, frames - 1));
}

/**
 * One tab stop for a whole table; arrows move within it, Home and End along a row. Cells say in `data-col` where they stand
 * in their row, and rows stand where they are, so that ordering them draws none anew; the stop follows the focus.
 */
export function useRovingGrid({
  counted,
  columns,
  reveal,
}: Pick<ColumnWindow, "counted" | "columns" | "reveal">) {
  const table = useRef<HTMLTableElement>(null);

  useEffect(() => {
    const root = table.current;
    if (!root) return;
    const stop = root.querySelector('[data-col][tabindex="0"]') ?? root.querySelector('tbody [data-col="0"]');
    stop?.setAttribute("tabindex", "0");
  });

  function onFocus(event: { readonly target: EventTarget }): void {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.col === undefined) return;
    for (const other of table.current?.querySelectorAll('[data-col][tabindex="0"]') ?? [])
      other.setAttribute("tabindex", "-1");
    event.target.setAttribute("tabindex", "0");
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const { col } = event.target.dataset;
    const row = event.target.closest("tr");
    if (col === undefined || row === null) return;
    const step = STEPS[event.key];
    const far = event.key === "End" ? columns - 1 : Number(col) + (step?.[1] ?? 0);
    if (counted && (event.key === "End" || step?.[1]) && far < columns && !cellAt(row, far)) {
      event.preventDefault();
      reveal(far);
      whenDrawn(() => cellAt(row, far), PATIENCE);
      return;
    }
    let next: HTMLElement | null | undefined;
    if (step) next = cellAt(table.current?.rows[row.rowIndex + step[0]], Number(col) + step[1]);
    else if (event.key === "Home") next = cellAt(row, -1);
    else if (event.key === "End") next = [...row.querySelectorAll<HTMLElement>("[data-col]")].at(-1);
    else return;
    event.preventDefault();
    next?.focus();
    next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  return { table, onFocus, onKeyDown };
}
