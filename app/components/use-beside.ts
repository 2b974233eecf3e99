"use client";

import { type RefObject, useEffect, useLayoutEffect } from "react";

/** Pixels between what opens and what it belongs to, and between it and the edge of the window. */
const GAP = 4;
const EDGE = 8;

function placeBeside(box: HTMLElement, anchor: HTMLElement, above: boolean): void {
  const at = anchor.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const under = clientHeight - at.bottom - GAP - EDGE;
  const over = at.top - GAP - EDGE;
  const wanted = box.scrollHeight;
  const up = above ? wanted <= over || over > under : wanted > under && over > under;
  const height = Math.min(wanted + 2, up ? over : under);
  const left = Math.max(EDGE, Math.min(at.left, clientWidth - box.offsetWidth - EDGE));
  box.style.maxHeight = `${up ? over : under}px`;
  box.style.left = `${left}px`;
  box.style.top = `${up ? at.top - GAP - height : at.bottom + GAP}px`;
}

/**
 * Keeps a box of fixed position beside the button it was opened with, where there is room for it, and closes it at a press elsewhere.
 * @param first gives what inside the box has the focus when it opens
 * @param above whether it stands above the button where it can, otherwise below
 */
export function useBeside(
  box: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  {
    first,
    onClose,
    above = false,
  }: {
    readonly first: (box: HTMLElement) => HTMLElement | null;
    readonly onClose: () => void;
    readonly above?: boolean;
  },
): void {
  useLayoutEffect(() => {
    const [shown, button] = [box.current, anchor.current];
    if (!shown || !button) return;
    const place = () => placeBeside(shown, button, above);
    place();
    const focused = first(shown);
    focused?.focus({ preventScroll: true });
    if (focused !== shown) focused?.scrollIntoView({ block: "nearest" });
    window.addEventListener("resize", place);
    // a bar that is pushed along takes what belongs to it along
    document.addEventListener("scroll", place, true);
    return () => {
      window.removeEventListener("resize", place);
      document.removeEventListener("scroll", place, true);
    };
  }, [box, anchor, first, above]);

  useEffect(() => {
    function onPress({ target }: PointerEvent) {
      if (!(target instanceof Node) || box.current?.contains(target) || anchor.current?.contains(target))
        return;
      onClose();
    }
    document.addEventListener("pointerdown", onPress, true);
    return () => document.removeEventListener("pointerdown", onPress, true);
  }, [box, anchor, onClose]);
}
