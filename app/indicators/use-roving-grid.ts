"use client";

import { type KeyboardEvent, useCallback, useEffect, useRef } from "react";
import type { ColumnWindow } from "./column-window.ts";

/** Frames to wait for a column that was out of sight. */
const PATIENCE = 12;

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Focuses an element as soon as it is drawn. */
function whenDrawn(find: () => HTMLElement | null | undefined, frames: number): void {
  const found = find();
  if (found) found.focus();
  else if (frames > 0) requestAnimationFrame(() => whenDrawn(find, frames - 1));
}

/**
 * One tab stop for a whole table; arrows move within it, Home and End along a row. Cells say where they stand in
 * `data-row` and `data-col`; the stop follows the focus.
 */
export function useRovingGrid({
  counted,
  columns,
  reveal,
}: Pick<ColumnWindow, "counted" | "columns" | "reveal">) {
  const table = useRef<HTMLTableElement>(null);

  const cellAt = useCallback(
    (row: number, col: number) =>
      table.current?.querySelector<HTMLElement>(`[data-row="${row}"][data-col="${col}"]`),
    [],
  );

  useEffect(() => {
    const root = table.current;
    if (!root) return;
    const stop =
      root.querySelector('[data-row][tabindex="0"]') ?? root.querySelector('[data-row="0"][data-col="0"]');
    stop?.setAttribute("tabindex", "0");
  });

  function onFocus(event: { readonly target: EventTarget }): void {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return;
    for (const other of table.current?.querySelectorAll('[data-row][tabindex="0"]') ?? [])
      other.setAttribute("tabindex", "-1");
    event.target.setAttribute("tabindex", "0");
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const { row, col } = event.target.dataset;
    if (row === undefined || col === undefined) return;
    const step = STEPS[event.key];
    const far = event.key === "End" ? columns - 1 : Number(col) + (step?.[1] ?? 0);
    if (counted && (event.key === "End" || step?.[1]) && far < columns && !cellAt(Number(row), far)) {
      event.preventDefault();
      reveal(far);
      whenDrawn(() => cellAt(Number(row), far), PATIENCE);
      return;
    }
    let next: HTMLElement | null | undefined;
    if (step) next = cellAt(Number(row) + step[0], Number(col) + step[1]);
    else if (event.key === "Home") next = cellAt(Number(row), -1);
    else if (event.key === "End")
      next = [...(table.current?.querySelectorAll<HTMLElement>(`[data-row="${row}"]`) ?? [])].at(-1);
    else return;
    event.preventDefault();
    next?.focus();
    next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  return { table, onFocus, onKeyDown };
}
