"use client";

import { useCallback } from "react";
import { type Selection, writeSelection } from "./selection.ts";
import { useSettledSelection } from "./selection-context.tsx";

/** Parts of a selection that go along from page to page. */
type Carried = Pick<Selection, "unit" | "wave" | "phase" | "mode" | "cmp" | "org" | "rule">;

/** Makes the address of another page with the same filters, but for those given. */
export function useAddress() {
  const { unit, wave, phase, mode, cmp, org, rule } = useSettledSelection();
  return useCallback(
    (path: string, changes: Partial<Selection>): string => {
      const carried: Carried = { unit, wave, phase, mode, cmp, org, rule };
      return writeSelection(path, { ...carried, ...changes });
    },
    [unit, wave, phase, mode, cmp, org, rule],
  );
}
