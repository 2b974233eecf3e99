"use client";

import { type RefObject, useCallback } from "react";
import { cellQueryOf } from "../selection/indicator-query.ts";
import { useSelected, useSettledSelection } from "../selection/selection-context.tsx";
import { DetailDrawer } from "./detail-drawer.tsx";

/** The cell that is opened, at once; its question is asked under the filters the table stands under. */
export function OpenedCell({
  home,
  unit,
  byKeyboard,
}: {
  /** The reader's own unit, and the one the table is about. */
  readonly home: number;
  readonly unit: number;
  /** Whether a key opened it, so that the focus goes along. */
  readonly byKeyboard: RefObject<boolean>;
}) {
  const [{ d }, select] = useSelected("d");
  const settled = useSettledSelection();
  const cell = cellQueryOf({ ...settled, d }, home);

  const close = useCallback(() => {
    select({ d: null });
    if (d)
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(d)}"]`)?.focus(),
      );
  }, [select, d]);

  if (!cell) return null;
  return <DetailDrawer query={cell} home={unit} takesFocus={byKeyboard.current} onClose={close} />;
}
