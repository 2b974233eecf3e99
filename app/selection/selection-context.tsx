"use client";

import { useQueryStates } from "nuqs";
import { createContext, type ReactNode, useContext, useDeferredValue, useMemo } from "react";
import { SELECTION, type Selection } from "./selection.ts";

function useAddressState() {
  return useQueryStates(SELECTION, { history: "push", scroll: false });
}

type Chosen = Readonly<ReturnType<typeof useAddressState>>;

const ChosenContext = createContext<Chosen | null>(null);
const SettledContext = createContext<Selection | null>(null);

function within<Value>(value: Value | null): Value {
  if (value === null) throw new Error("The selection is read outside of a SelectionProvider.");
  return value;
}

/**
 * Reads the address once for everything on a page: whoever reads it by himself parses it again at every choice. Belongs
 * into a page, not around pages, since an address is that of one page.
 */
export function SelectionProvider({ children }: { readonly children: ReactNode }) {
  const [selection, select] = useAddressState();
  const chosen = useMemo(() => [selection, select] as const, [selection, select]);
  const settled = useDeferredValue(selection);
  return (
    <ChosenContext value={chosen}>
      <SettledContext value={settled}>{children}</SettledContext>
    </ChosenContext>
  );
}

/** The address as state. Choosing something is a step in the browser's history. */
export function useSelection(): Chosen {
  return within(useContext(ChosenContext));
}

/**
 * The selection for what takes long to draw: a choice arrives here after the frame that answers it, and what is drawn
 * then gives way to the next choice.
 */
export function useSettledSelection(): Selection {
  return within(useContext(SettledContext));
}
