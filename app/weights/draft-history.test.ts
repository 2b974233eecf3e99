import { describe, expect, it } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { type DraftHistory, draftHistory, openHistory } from "./draft-history.ts";

const weigh = (minimumAnswers: number, gesture?: string) =>
  ({
    type: "edit",
    change: (from: typeof OWNER_SATISFACTION) => ({ ...from, minimumAnswers }),
    gesture,
  }) as const;

function play(...actions: readonly Parameters<typeof draftHistory>[1][]): DraftHistory {
  return actions.reduce(draftHistory, openHistory(OWNER_SATISFACTION));
}

describe("the history of a draft", () => {
  it("takes edits back one by one and does them again", () => {
    const made = play(weigh(11), weigh(12), { type: "undo" });
    expect([made.now.minimumAnswers, made.past.length, made.future.length]).toEqual([11, 1, 1]);
    expect(draftHistory(made, { type: "redo" }).now.minimumAnswers).toBe(12);
    expect(draftHistory(made, weigh(13)).future).toEqual([]);
  });

  it("counts a drag as one step, worked out from where it began", () => {
    const add = {
      type: "edit",
      gesture: "drag",
      change: (from: typeof OWNER_SATISFACTION) => ({ ...from, minimumAnswers: from.minimumAnswers + 5 }),
    } as const;
    const dragged = play(add, add, add);
    expect([dragged.now.minimumAnswers, dragged.past.length]).toEqual([15, 1]);
    expect(draftHistory(dragged, { type: "undo" }).now).toBe(OWNER_SATISFACTION);
    expect(play(add, { type: "rest" }, add).now.minimumAnswers).toBe(20);
  });

  it("has nothing to take back where nothing changed", () => {
    expect(play(weigh(10), { type: "undo" }, { type: "redo" })).toEqual(openHistory(OWNER_SATISFACTION));
  });
});
