"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { draftHistory, openHistory } from "./draft-history.ts";
import type { OpenVersion } from "./workbench-context.tsx";

/** How long a hand must rest before what it did is kept. */
const REST_MS = 600;

export type Saving =
  | { readonly state: "saved"; readonly at: Date | null }
  | { readonly state: "saving" }
  | { readonly state: "failed"; readonly conflict: boolean };

export type Draft = ReturnType<typeof useDraft>;

/** A draft being edited: every change is kept on the server a moment later, and can be taken back. */
export function useDraft(view: OpenVersion) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [history, act] = useReducer(draftHistory, view.definition, openHistory);
  const [saving, setSaving] = useState<Saving>({ state: "saved", at: null });
  const kept = useRef({ definition: view.definition, hash: view.hash, busy: false });
  const { now } = history;
  // whoever keeps the draft may have been drawn before the last move
  const newest = useRef(now);
  useEffect(() => {
    newest.current = now;
  }, [now]);
  const { mutateAsync } = useMutation(trpc.definitionDrafts.change.mutationOptions());
  const { mutateAsync: start } = useMutation(trpc.definitionDrafts.start.mutationOptions());

  const save = useCallback(
    async (definition: IndexDefinition): Promise<boolean> => {
      const last = kept.current;
      if (last.busy) return false;
      if (definition === last.definition) return true;
      last.busy = true;
      setSaving({ state: "saving" });
      try {
        const { hash } = await mutateAsync({
          id: view.id,
          version: view.version,
          hash: last.hash,
          definition,
        });
        kept.current = { definition, hash, busy: false };
        setSaving({ state: "saved", at: new Date() });
        // how it came about has one more line, and whoever comes back finds what was kept
        void cache.invalidateQueries(trpc.definitionDrafts.show.pathFilter());
        return true;
      } catch (error) {
        last.busy = false;
        setSaving({ state: "failed", conflict: failureOf(error).code === "conflict" });
        return false;
      }
    },
    [mutateAsync, cache, trpc, view.id, view.version],
  );

  const lost = saving.state === "failed" && saving.conflict;
  const busy = saving.state === "saving";
  useEffect(() => {
    if (!view.rights.edit || lost || busy || now === kept.current.definition) return;
    const timer = setTimeout(() => void save(now), REST_MS);
    return () => clearTimeout(timer);
  }, [now, save, view.rights.edit, lost, busy]);

  useEffect(() => {
    if (!view.rights.edit) return;
    // the browser counts who listens to this: to take it off and on again with every move costs a millisecond
    const hold = (event: BeforeUnloadEvent) => {
      if (newest.current !== kept.current.definition) event.preventDefault();
    };
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [view.rights.edit]);

  return {
    definition: now,
    editable: view.rights.edit && !lost,
    saving,
    /** Changes the draft; positions of one gesture are one step. */
    edit: useCallback(
      (change: (from: IndexDefinition) => IndexDefinition, gesture?: string) =>
        act({ type: "edit", change, gesture }),
      [],
    ),
    /** Ends a gesture. */
    rest: useCallback(() => act({ type: "rest" }), []),
    undo: useCallback(() => act({ type: "undo" }), []),
    redo: useCallback(() => act({ type: "redo" }), []),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    /** Keeps the draft now; false when that failed. */
    keep: () => save(newest.current),
    /** When another was faster: what stands here becomes a draft of its own. Gives its version. */
    keepApart: async () => {
      const begun = await start({ id: view.id, from: view.version });
      await mutateAsync({ ...begun, definition: newest.current });
      kept.current = { definition: newest.current, hash: begun.hash, busy: false };
      return begun.version;
    },
  };
}
