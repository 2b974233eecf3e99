import { expect, test } from "vitest";
import {
  type OutboxEntry,
  readShelf,
  unsent,
  withEntry,
  withoutEntry,
  withRefusal,
  withRunning,
} from "./outbox.ts";

const KEY = "0197f3a0-0000-4000-8000-000000000001";
const entry: OutboxEntry = {
  id: "a",
  kind: "contact",
  label: "云溪里",
  at: "2026-11-26T02:00:00.000Z",
  body: { respondentKey: KEY, mode: "visit", outcome: "locked" },
};
const RUNNING = { submissionId: "s", startedAt: entry.at, answers: { Y01: 4 } };

test("what was handed in is no longer under way, and is there once", () => {
  const begun = withRunning(readShelf(null), KEY, RUNNING);
  expect(begun.running[KEY]?.answers).toEqual({ Y01: 4 });
  const handed = withEntry(withEntry(begun, entry), { ...entry, label: "again" });
  expect(handed.running).toEqual({});
  expect(handed.queue.map(({ label }) => label)).toEqual(["again"]);
});

test("a shelf comes back as it was put away, and a broken one is empty", () => {
  const shelf = withEntry(readShelf(null), entry);
  expect(readShelf(JSON.stringify(shelf))).toEqual(shelf);
  expect(readShelf("{")).toEqual({ queue: [], running: {} });
  expect(readShelf("3")).toEqual({ queue: [], running: {} });
});

test("what was refused waits no longer and is not lost", () => {
  const shelf = withRefusal(withEntry(readShelf(null), entry), "a", "answered already");
  expect(unsent(shelf)).toEqual([]);
  expect(shelf.queue[0]?.refused).toBe("answered already");
  expect(withoutEntry(shelf, "a").queue).toEqual([]);
});
