import type { Selection } from "./selection.ts";

/** What is chosen, for readers that want to hear of some of it only. */
export type ChosenAddress = {
  readonly first: Selection;
  readonly now: () => Selection;
  readonly put: (next: Selection) => void;
  readonly subscribe: (hear: () => void) => () => void;
};

/** Keeps what is chosen beside the tree of components, so that a choice calls those alone who asked for it. */
export function chosenAddress(first: Selection): ChosenAddress {
  let chosen = first;
  const ears = new Set<() => void>();
  return {
    first,
    now: () => chosen,
    put: (next) => {
      if (next === chosen) return;
      chosen = next;
      for (const hear of ears) hear();
    },
    subscribe: (hear) => {
      ears.add(hear);
      return () => ears.delete(hear);
    },
  };
}

/** Reads some parts of a selection; gives the same object as long as they are the same. */
export function partsOf<Key extends keyof Selection>(
  keys: readonly Key[],
): (selection: Selection) => Pick<Selection, Key> {
  let last: Pick<Selection, Key> | undefined;
  return (selection) => {
    const known = last;
    if (known && keys.every((key) => known[key] === selection[key])) return known;
    last = Object.fromEntries(keys.map((key) => [key, selection[key]])) as Pick<Selection, Key>;
    return last;
  };
}
