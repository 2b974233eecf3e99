import { expect, test } from "vitest";
import { seededRandom } from "./seeded-random.ts";
import { type SupportWindow, supportedEvents } from "./supported-events.ts";

/** Size of the largest matching, by augmenting paths (Kuhn). */
function mostServed(events: readonly SupportWindow[], supports: readonly number[]): number {
  const holder = new Map<number, number>();
  const find = (event: number, seen: Set<number>): boolean =>
    supports.some((support, place) => {
      const window = events[event];
      if (window === undefined || support < window.from || support > window.to || seen.has(place))
        return false;
      seen.add(place);
      const other = holder.get(place);
      if (other !== undefined && !find(other, seen)) return false;
      holder.set(place, event);
      return true;
    });
  return events.filter((_, event) => find(event, new Set())).length;
}

test("a support serves one event, and an event needs one in its time", () => {
  const day = { from: 0, to: 10 };
  expect(supportedEvents([], [1])).toEqual([]);
  expect(supportedEvents([day, day, day], [3, 9])).toEqual([true, true, false]);
  expect(supportedEvents([day], [11])).toEqual([false]);
  // the later support would have done for the wider event alone
  expect(
    supportedEvents(
      [
        { from: 0, to: 100 },
        { from: 4, to: 6 },
      ],
      [5, 50],
    ),
  ).toEqual([true, true]);
  expect(() => supportedEvents([{ from: 1, to: 0 }], [])).toThrow(RangeError);
});

test("no way of dealing supports out serves more events", () => {
  const { uniform: random } = seededRandom(3);
  for (let round = 0; round < 300; round++) {
    const events = Array.from({ length: Math.floor(random() * 14) }, () => {
      const from = Math.floor(random() * 60);
      return { from, to: from + Math.floor(random() * (random() < 0.3 ? 40 : 8)) };
    });
    const supports = Array.from({ length: Math.floor(random() * 14) }, () => Math.floor(random() * 80));
    expect(supportedEvents(events, supports).filter(Boolean).length).toBe(mostServed(events, supports));
  }
});
