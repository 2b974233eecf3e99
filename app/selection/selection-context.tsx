"use client";

import { useQueryStates } from "nuqs";
import {
  createContext,
  type ReactNode,
  useContext,
  useDeferredValue,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { type ChosenAddress, chosenAddress, partsOf } from "./chosen-address.ts";
import { SELECTION, type Selection } from "./selection.ts";

function useAddressState() {
  return useQueryStates(SELECTION, { history: "push", scroll: false });
}

type Select = ReturnType<typeof useAddressState>[1];
type Choosing = { readonly chosen: ChosenAddress; readonly select: Select };

const ChoosingContext = createContext<Choosing | null>(null);
const SettledContext = createContext<Selection | null>(null);

function within<Value>(value: Value | null): Value {
  if (value === null) throw new Error("The selection is read outside of a SelectionProvider.");
  return value;
}

/**
 * Reads the address once for everything on a page: whoever reads it by himself parses it again at every choice. Belongs
 * into a page, not around pages, since an address is that of one page. A choice is told to those who asked for that part of it and
 * not through the tree: parts of a page that have not come alive yet would have to, all at once, before the press is answered.
 */
export function SelectionProvider({ children }: { readonly children: ReactNode }) {
  const [selection, select] = useAddressState();
  const [chosen] = useState(() => chosenAddress(selection));
  const latest = useRef(select);
  useLayoutEffect(() => {
    latest.current = select;
    chosen.put(selection);
  }, [chosen, select, selection]);
  const choosing = useMemo<Choosing>(
    () => ({ chosen, select: (...choice) => latest.current(...choice) }),
    [chosen],
  );
  const settled = useDeferredValue(selection);
  return (
    <ChoosingContext value={choosing}>
      <SettledContext value={settled}>{children}</SettledContext>
    </ChoosingContext>
  );
}

/** The address as state, as it is chosen at this moment. Choosing something is a step in the browser's history. */
export function useSelection(): readonly [Selection, Select] {
  const { chosen, select } = within(useContext(ChoosingContext));
  const selection = useSyncExternalStore(chosen.subscribe, chosen.now, () => chosen.first);
  return [selection, select];
}

/** Some parts of the selection, as chosen at this moment, for readers that need not hear of the others. */
export function useSelected<Key extends keyof Selection>(
  ...keys: readonly Key[]
): readonly [Pick<Selection, Key>, Select] {
  const { chosen, select } = within(useContext(ChoosingContext));
  const [parts] = useState(() => partsOf(keys));
  const [first] = useState(() => parts(chosen.first));
  const selected = useSyncExternalStore(
    chosen.subscribe,
    () => parts(chosen.now()),
    () => first,
  );
  return [selected, select];
}

/** Chooses, for those who do not show what is chosen. */
export function useSelect(): Select {
  return within(useContext(ChoosingContext)).select;
}

/**
 * The selection for what takes long to draw: a choice arrives here after the frame that answers it, and what is drawn
 * then gives way to the next choice.
 */
export function useSettledSelection(): Selection {
  return within(useContext(SettledContext));
}

/** Whether something is chosen that is not drawn yet. */
export function useSettling(): boolean {
  const [selection] = useSelection();
  return useSettledSelection() !== selection;
}
