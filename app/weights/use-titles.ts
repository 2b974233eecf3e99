"use client";

import { useNames } from "../language/use-names.ts";
import { useHand } from "./workbench-context.tsx";

/** What the parts of the definition in hand are called. */
export function useTitles() {
  const { titles } = useHand();
  const names = useNames();
  const of = (id: string) => {
    const title = titles[id];
    return title ? names.text(title) : id;
  };
  return {
    of,
    /** For a narrow column: without the word every one of them ends with. */
    short: (id: string) => of(id).replace(/指数$| index$/i, ""),
  };
}
