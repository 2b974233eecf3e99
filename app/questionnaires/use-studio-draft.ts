"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { StudioProblem } from "#server/questionnaires/questionnaire-problems.ts";
import type { QuestionnaireView } from "#server/questionnaires/questionnaire-view.ts";
import type { Editorial } from "#surveys/number-items.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { useTRPC, useTRPCClient } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { emptyTexts } from "./empty-texts.ts";

/** What is being written. */
export type DraftContent = { readonly questionnaire: Questionnaire; readonly editorial: Editorial };

/** `held`: something cannot be saved as it stands; `lost`: another window was faster. */
export type Saving = "saved" | "waiting" | "saving" | "held" | "lost" | "failed";

export type StudioDraft = {
  readonly content: DraftContent;
  readonly problems: readonly StudioProblem[];
  readonly saving: Saving;
  /** Items that keep the draft from being saved. */
  readonly empty: readonly string[];
  /** @param about changes about the same thing within two seconds are undone together */
  readonly change: (make: (before: DraftContent) => DraftContent, about: string) => void;
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
  readonly retry: () => void;
  /** When another was faster: what is written here becomes a draft of its own. @returns its version */
  readonly keepApart: () => Promise<number>;
};

type History = {
  readonly past: readonly DraftContent[];
  readonly present: DraftContent;
  readonly future: readonly DraftContent[];
};

const QUIET_MS = 700;
const TOGETHER_MS = 2_000;
const MOST_STEPS = 200;

/** A draft in the hands of one person: changed at once, saved when they pause, undone step by step. */
export function useStudioDraft(view: QuestionnaireView): StudioDraft {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const [history, setHistory] = useState<History>({
    past: [],
    present: { questionnaire: view.questionnaire, editorial: view.editorial },
    future: [],
  });
  const [problems, setProblems] = useState(view.problems);
  const [saving, setSaving] = useState<Saving>("saved");
  const [attempt, setAttempt] = useState(0);
  const hash = useRef(view.hash);
  const saved = useRef(history.present);
  const busy = useRef(false);
  const last = useRef({ about: "", at: 0 });
  const { present } = history;
  const empty = emptyTexts(present.questionnaire);
  const isHeld = empty.length > 0;

  const save = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    const content = present;
    setSaving("saving");
    try {
      const { id, version } = view;
      const answer = await client.questionnaires.change.mutate({
        id,
        version,
        hash: hash.current,
        ...content,
      });
      hash.current = answer.hash;
      saved.current = content;
      setProblems(answer.problems);
      setSaving("saved");
      void cache.invalidateQueries({ ...trpc.questionnaires.show.queryFilter(), refetchType: "none" });
    } catch (error) {
      setSaving(failureOf(error).code === "conflict" ? "lost" : "failed");
    }
    busy.current = false;
    // what was typed meanwhile
    setAttempt((count) => count + 1);
  }, [present, client, cache, trpc, view]);

  useEffect(() => {
    if (saving === "lost") return;
    if (present === saved.current) {
      // what could not be saved was taken back
      if (!busy.current) setSaving("saved");
      return;
    }
    if (isHeld) {
      setSaving("held");
      return;
    }
    if (busy.current) return;
    if (saving !== "failed") setSaving("waiting");
    const timer = setTimeout(() => void save(), saving === "failed" ? 10_000 : QUIET_MS);
    return () => clearTimeout(timer);
  }, [present, attempt, isHeld]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (present !== saved.current) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [present]);

  const change = useCallback((make: (before: DraftContent) => DraftContent, about: string) => {
    const now = performance.now();
    const joins = last.current.about === about && now - last.current.at < TOGETHER_MS;
    last.current = { about, at: now };
    setHistory(({ past, present }) => {
      const next = make(present);
      if (next === present) return { past, present, future: [] };
      return { past: joins ? past : [...past, present].slice(-MOST_STEPS), present: next, future: [] };
    });
  }, []);

  const undo = () => {
    last.current = { about: "", at: 0 };
    setHistory(({ past, present, future }) => {
      const before = past.at(-1);
      return before === undefined
        ? { past, present, future }
        : { past: past.slice(0, -1), present: before, future: [present, ...future] };
    });
  };
  const redo = () => {
    last.current = { about: "", at: 0 };
    setHistory(({ past, present, future }) => {
      const [next, ...rest] = future;
      return next === undefined
        ? { past, present, future }
        : { past: [...past, present], present: next, future: rest };
    });
  };

  const keepApart = async () => {
    const { id, version: from } = view;
    const begun = await client.questionnaires.start.mutate({ id, from });
    await client.questionnaires.change.mutate({ ...begun, ...present });
    saved.current = present;
    return begun.version;
  };

  return {
    content: present,
    problems,
    saving: saving === "held" && !isHeld ? "waiting" : saving,
    empty,
    change,
    undo: history.past.length > 0 ? undo : undefined,
    redo: history.future.length > 0 ? redo : undefined,
    retry: () => setAttempt((count) => count + 1),
    keepApart,
  };
}
