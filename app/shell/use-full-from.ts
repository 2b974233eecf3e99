"use client";

import { useMe } from "./me-context.tsx";

/** Answers from which a value is told in full; with fewer it is indicative. */
export function useFullFrom(): number {
  return useMe().fullFrom;
}
