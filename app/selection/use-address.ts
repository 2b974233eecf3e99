"use client";

import { type Selection, writeSelection } from "./selection.ts";
import { useSelection } from "./use-selection.ts";

/** Parts of a selection that go along from page to page. */
type Carried = Pick<Selection, "unit" | "wave" | "phase" | "mode" | "cmp" | "org" | "rule">;

/** Makes the address of another page with the same filters, but for those given. */
export function useAddress() {
  const [{ unit, wave, phase, mode, cmp, org, rule }] = useSelection();
  const carried: Carried = { unit, wave, phase, mode, cmp, org, rule };
  return (path: string, changes: Partial<Selection>): string =>
    writeSelection(path, { ...carried, ...changes });
}
