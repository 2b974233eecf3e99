"use client";

import { useSyncExternalStore } from "react";

/** Whether the window is at least so wide; `guess` until the browser has said. */
export function useAtLeast(pixels: number, guess = true): boolean {
  return useSyncExternalStore(
    (notify) => {
      const query = window.matchMedia(`(min-width: ${pixels}px)`);
      query.addEventListener("change", notify);
      return () => query.removeEventListener("change", notify);
    },
    () => window.matchMedia(`(min-width: ${pixels}px)`).matches,
    () => guess,
  );
}
