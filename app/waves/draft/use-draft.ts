"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { DraftPage } from "#server/waves/draft-page.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { useWaveDeed } from "../use-wave-deed.ts";
import { draftErrors } from "./draft-errors.ts";

type Draft = DraftPage["draft"];

const QUIET_MS = 700;

/**
 * A plan under one's hands: what is typed is saved when the hands rest, and every saved state can be gone back to.
 * Nothing is saved while a field holds what cannot be.
 */
export function useDraft(id: number, page: DraftPage) {
  const trpc = useTRPC();
  const { refresh, refuse } = useWaveDeed();
  const [draft, setDraft] = useState<Draft>(page.draft);
  const [saved, setSaved] = useState<Draft>(page.draft);
  const [past, setPast] = useState<readonly Draft[]>([]);
  const [savedAt, setSavedAt] = useState<Date>();
  const [problems, setProblems] = useState(page.problems);
  const errors = draftErrors(draft);
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved);
  const valid = Object.keys(errors).length === 0;
  const save = useMutation(
    trpc.waveDrafts.save.mutationOptions({
      scope: { id: `wave-draft-${id}` },
      onSuccess: (left, sent) => {
        setProblems(left);
        setSaved(sent.draft as Draft);
        setSavedAt(new Date());
        refresh();
      },
      onError: refuse,
    }),
  );
  const { mutate } = save;
  const latest = useRef({ draft, dirty, valid });
  useEffect(() => {
    latest.current = { draft, dirty, valid };
  });
  const text = JSON.stringify(draft);
  useEffect(() => {
    if (!dirty || !valid) return;
    const timer = setTimeout(() => {
      setPast((all) => (JSON.stringify(all.at(-1)) === JSON.stringify(saved) ? all : [...all, saved]));
      mutate({ id, draft });
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [text, dirty, valid, id, mutate]);
  // whoever leaves the page in the middle of a word loses nothing
  useEffect(
    () => () => {
      const { draft, dirty, valid } = latest.current;
      if (dirty && valid) mutate({ id, draft });
    },
    [id, mutate],
  );
  return {
    draft,
    change: (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })),
    problems,
    errors,
    saving: save.isPending || (dirty && valid),
    savedAt,
    failed: save.isError && dirty,
    canUndo: dirty || past.length > 0,
    undo: () => {
      if (dirty) return setDraft(saved);
      const before = past.at(-1);
      if (!before) return;
      setPast(past.slice(0, -1));
      setDraft(before);
      mutate({ id, draft: before });
      setSaved(before);
    },
  };
}
