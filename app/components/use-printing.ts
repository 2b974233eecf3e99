"use client";

import { useSyncExternalStore } from "react";

function onPrint(changed: () => void): () => void {
  const media = matchMedia("print");
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}

/** Whether the page is being put on paper. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    onPrint,
    () => matchMedia("print").matches,
    () => false,
  );
}
