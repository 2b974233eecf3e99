"use client";

import type { ReactNode } from "react";
import { BusyBox } from "../components/busy-box.tsx";
import { useSettling } from "./selection-context.tsx";

/** Numbers under what was chosen before, until those under the new choice are drawn. */
export function SettlingBox({
  waiting,
  className,
  children,
}: {
  /** Whether an answer is being waited for. */
  readonly waiting: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const settling = useSettling();
  return (
    <BusyBox busy={waiting || settling} className={className}>
      {children}
    </BusyBox>
  );
}
