"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/** The width of an element in pixels, for drawings whose labels must not overlap; `first` until it is known. */
export function useWidth<Element extends HTMLElement>(
  first: number,
): readonly [RefObject<Element | null>, number] {
  const element = useRef<Element>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(200, Math.round(entry.contentRect.width)));
    });
    watch.observe(target);
    return () => watch.disconnect();
  }, []);
  return [element, width];
}
