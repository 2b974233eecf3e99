"use client";

import { type ReactNode, useEffect, useState } from "react";
import { classNames } from "./class-names.ts";

/** Milliseconds after which what is shown is dimmed; most answers are there before. */
const PATIENCE_MS = 300;

/**
 * What is about to be replaced. It says so at once, and is dimmed when it lasts: dimming draws a whole table anew, and would keep the
 * frame that answers the press waiting.
 */
export function BusyBox({
  busy,
  className,
  children,
}: {
  readonly busy: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!busy) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [busy]);
  return (
    <div aria-busy={busy} className={classNames(className, busy && lasting && "opacity-60")}>
      {children}
    </div>
  );
}
