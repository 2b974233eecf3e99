"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { VersionView } from "#server/definitions/definition-view.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { titlesOf } from "./titles-of.ts";
import { type Draft, useDraft } from "./use-draft.ts";
import { useRested } from "./use-rested.ts";
import { useSame } from "./use-same.ts";

/** A version as it travels; what changed is told here, as it changes. */
export type OpenVersion = Omit<VersionView, "changes">;

type Workbench = Pick<Draft, "definition" | "editable" | "edit" | "rest"> & {
  readonly view: OpenVersion;
  readonly draft: Draft;
  /** What the draft is compared with: the version it was copied from. */
  readonly base: IndexDefinition;
  /** Weights that stay when a sibling moves, as `place/id`. */
  readonly locked: ReadonlySet<string>;
  readonly lock: (names: readonly string[], on: boolean) => void;
  /** Whether siblings make room for each other. */
  readonly balancing: boolean;
  readonly setBalancing: (on: boolean) => void;
  /** Whether the effect is on the screen: slower questions wait for it. */
  readonly looked: boolean;
  readonly setLooked: (looked: boolean) => void;
  /** The phase the effect is shown for: the one being weighed. */
  readonly phase: OwnerPhase | undefined;
  readonly lookAt: (phase: OwnerPhase | undefined) => void;
};

const WorkbenchContext = createContext<Workbench | undefined>(undefined);

/** The draft in hand, for the panels around it. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (workbench === undefined) throw new Error("outside of a workbench");
  return workbench;
}

/** What of the workbench stays while a weight moves, for parts that are drawn once a row. */
type Hand = Pick<
  Workbench,
  "editable" | "edit" | "rest" | "locked" | "lock" | "balancing" | "lookAt" | "base"
> &
  Pick<IndexDefinition, "items" | "measures"> & {
    /** What the parts of the draft and of its base are called, by id. */
    readonly titles: ReturnType<typeof titlesOf>;
  };

const HandContext = createContext<Hand | undefined>(undefined);

/** What a weight that moves leaves as it is. Whoever asks here alone is not drawn again by it. */
export function useHand(): Hand {
  const hand = useContext(HandContext);
  if (hand === undefined) throw new Error("outside of a workbench");
  return hand;
}

/** What stands below follows when the hand rests: words about the draft, which nobody reads while a weight moves. */
export function WhenTheHandRests({ children }: { readonly children: ReactNode }) {
  const now = useWorkbench();
  return <WorkbenchContext value={useRested(now)}>{children}</WorkbenchContext>;
}

export function WorkbenchProvider({
  view,
  children,
}: {
  readonly view: OpenVersion;
  readonly children: ReactNode;
}) {
  const draft = useDraft(view);
  const [locked, setLocked] = useState<ReadonlySet<string>>(new Set());
  const [balancing, setBalancing] = useState(true);
  const [looked, setLooked] = useState(false);
  const [phase, lookAt] = useState<OwnerPhase>();
  const { definition, editable, edit, rest } = draft;
  const lock = useCallback(
    (names: readonly string[], on: boolean) =>
      setLocked((last) => {
        const others = [...last].filter((each) => !names.includes(each));
        return new Set(on ? [...others, ...names] : others);
      }),
    [],
  );
  const base = view.base ?? view.definition;
  const { items, measures } = definition;
  const titles = useSame(titlesOf(definition, base));
  const hand = useMemo<Hand>(
    () => ({ editable, edit, rest, locked, lock, balancing, lookAt, base, items, measures, titles }),
    [editable, edit, rest, locked, lock, balancing, base, items, measures, titles],
  );
  const workbench = useMemo<Workbench>(
    () => ({
      view,
      draft,
      definition,
      editable,
      edit,
      rest,
      base,
      locked,
      lock,
      balancing,
      setBalancing,
      looked,
      setLooked,
      phase,
      lookAt,
    }),
    [view, draft, definition, editable, edit, rest, base, locked, lock, balancing, looked, phase],
  );
  return (
    <HandContext value={hand}>
      <WorkbenchContext value={workbench}>{children}</WorkbenchContext>
    </HandContext>
  );
}
