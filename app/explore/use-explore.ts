"use client";

import { useQueryStates } from "nuqs";
import { SELECTION } from "../selection/selection.ts";
import { EXPLORE } from "./explore-selection.ts";

const BOTH = { ...SELECTION, ...EXPLORE } as const;

/** The address of the free analysis as state. Choosing something is a step in the browser's history. */
export function useExplore() {
  return useQueryStates(BOTH, { history: "push", scroll: false });
}
