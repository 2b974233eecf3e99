"use client";

import { useQueryStates } from "nuqs";
import { SELECTION } from "./selection.ts";

/** The address as state. Choosing something is a step in the browser's history. */
export function useSelection() {
  return useQueryStates(SELECTION, { history: "push", scroll: false });
}
