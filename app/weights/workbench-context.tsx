"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { VersionView } from "#server/definitions/definition-view.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { type Draft, useDraft } from "./use-draft.ts";

/** A version as it travels; what changed is told here, as it changes. */
export type OpenVersion = Omit<VersionView, "changes">;

type Workbench = Pick<Draft, "definition" | "editable" | "edit" | "rest"> & {
  readonly view: OpenVersion;
  readonly draft: Draft;
  /** What the draft is compared with: the version it was copied from. */
  readonly base: IndexDefinition;
  /** Weights that stay when a sibling moves, as `place/id`. */
  readonly locked: ReadonlySet<string>;
  readonly lock: (name: string) => void;
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
  const workbench = useMemo<Workbench>(
    () => ({
      view,
      draft,
      definition,
      editable,
      edit,
      rest,
      base: view.base ?? view.definition,
      locked,
      lock: (name) =>
        setLocked((last) => {
          const next = new Set(last);
          if (!next.delete(name)) next.add(name);
          return next;
        }),
      balancing,
      setBalancing,
      looked,
      setLooked,
      phase,
      lookAt,
    }),
    [view, draft, definition, editable, edit, rest, locked, balancing, looked, phase],
  );
  return <WorkbenchContext value={workbench}>{children}</WorkbenchContext>;
}
