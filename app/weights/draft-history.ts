import type { IndexDefinition } from "#analytics/index-definition.ts";

/** A draft with what can be taken back and done again. */
export type DraftHistory = {
  readonly past: readonly IndexDefinition[];
  readonly now: IndexDefinition;
  readonly future: readonly IndexDefinition[];
  /** The gesture under way: a drag is one step however many positions it passes. */
  readonly gesture: string | null;
};

export type DraftAction =
  | {
      readonly type: "edit";
      readonly change: (from: IndexDefinition) => IndexDefinition;
      /** Names a drag or a run of arrow keys; each position is worked out from where it began. */
      readonly gesture?: string | undefined;
    }
  | { readonly type: "rest" }
  | { readonly type: "undo" }
  | { readonly type: "redo" }
  | { readonly type: "open"; readonly definition: IndexDefinition };

const MOST_STEPS = 200;

export function openHistory(definition: IndexDefinition): DraftHistory {
  return { past: [], now: definition, future: [], gesture: null };
}

/** The history after an edit, an undo or a redo. What changes nothing is no step. */
export function draftHistory(history: DraftHistory, action: DraftAction): DraftHistory {
  const { past, now, future, gesture } = history;
  switch (action.type) {
    case "open":
      return openHistory(action.definition);
    case "rest":
      return gesture === null ? history : { ...history, gesture: null };
    case "undo": {
      const last = past.at(-1);
      return last ? { past: past.slice(0, -1), now: last, future: [now, ...future], gesture: null } : history;
    }
    case "redo": {
      const [next, ...rest] = future;
      return next ? { past: [...past, now], now: next, future: rest, gesture: null } : history;
    }
    case "edit": {
      const goesOn = action.gesture !== undefined && action.gesture === gesture;
      const origin = goesOn ? (past.at(-1) ?? now) : now;
      const next = action.change(origin);
      if (JSON.stringify(next) === JSON.stringify(now)) return history;
      return {
        past: goesOn ? past : [...past, now].slice(-MOST_STEPS),
        now: next,
        future: [],
        gesture: action.gesture ?? null,
      };
    }
  }
}
