"use client";

import { type RefObject, useEffect, useMemo, useState } from "react";
import { usePrinting } from "../components/use-printing.ts";
import type { ArrangedColumn } from "./arrange-heat.ts";
import { type ColumnWindow, inSight } from "./column-window.ts";

/** From that many columns on only those in sight are drawn. */
const MOST = 30;
/** Pixels of a column and of the names before them. */
const COLUMN = 48;
const NAMES = 248;

/**
 * Draws the columns in sight of a wide table; the reference and the unit itself always, and everything on paper. All columns are
 * equally wide, so where one stands needs no measuring.
 */
export function useColumnWindow(
  columns: readonly ArrangedColumn[],
  scroller: RefObject<HTMLElement | null>,
): ColumnWindow {
  const printing = usePrinting();
  const total = columns.length;
  const counted = total > MOST && !printing;
  const fixed = columns.filter(({ column }) => column.role !== "part").length;
  const [[first, last], setSight] = useState<readonly [number, number]>([0, MOST]);

  useEffect(() => {
    const box = scroller.current;
    if (!box || !counted) return;
    const look = () => {
      const next = inSight(box.scrollLeft - fixed * COLUMN, box.clientWidth - NAMES, COLUMN, total - fixed);
      setSight((was) => (was[0] === next[0] && was[1] === next[1] ? was : next));
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(box);
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [scroller, counted, fixed, total]);

  return useMemo(() => {
    const all = [...Array(total).keys()];
    const reveal = (place: number) => {
      const box = scroller.current;
      if (!box) return;
      const left = place * COLUMN;
      const room = box.clientWidth - NAMES - COLUMN;
      if (left < box.scrollLeft || left > box.scrollLeft + room)
        box.scrollLeft = Math.max(0, left - room / 2);
    };
    if (!counted)
      return { drawn: all, before: 0, after: 0, width: 0, counted: false, columns: total, reveal };
    const end = Math.min(last, total - fixed - 1);
    const after = total - fixed - 1 - end;
    return {
      drawn: [
        ...all.slice(0, fixed),
        ...(first > 0 ? [-1] : []),
        ...all.slice(fixed + first, fixed + end + 1),
        ...(after > 0 ? [Number.POSITIVE_INFINITY] : []),
      ],
      before: first * COLUMN,
      after: after * COLUMN,
      width: NAMES + total * COLUMN,
      counted: true,
      columns: total,
      reveal,
    };
  }, [counted, first, last, fixed, total, scroller]);
}
