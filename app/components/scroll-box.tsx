"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { classNames } from "./class-names.ts";

/**
 * A box whose content may be wider than it: pushed along with a finger, and by the arrow keys once there is something
 * to push. While everything fits it is no stop of the keyboard.
 */
export function ScrollBox({
  label,
  className,
  children,
}: {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // at once: a keyboard or a reader that comes right after a change of size must find the stop there
    const measure = () => flushSync(() => setScrolls(element.scrollWidth > element.clientWidth + 1));
    const observer = new ResizeObserver(measure);
    for (const each of [element, ...element.children]) observer.observe(each);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={box}
      className={classNames("scroll-quiet overflow-x-auto", className)}
      {...(scrolls ? { role: "group", "aria-label": label, tabIndex: 0 } : {})}
    >
      {children}
    </div>
  );
}
