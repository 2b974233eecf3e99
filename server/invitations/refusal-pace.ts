import { setTimeout } from "node:timers/promises";

/** Several times what a look-up takes on an idle server, and less than anybody notices. */
const BEAT_MS = 20;
const REMEMBERED = 64;
const LONGEST_MS = 500;

export type RefusalPace = {
  /** Tells how long a link was looked up, in milliseconds. */
  readonly took: (ms: number) => void;
  /**
   * Waits until a link may be refused: whole beats after it came, as many as its look-up took. Without a look-up, as many
   * as one of the last ones took.
   * @param began when the link came, by `performance.now()`
   */
  readonly refused: (began: number, lookup: "looked-up" | "not-looked-up") => Promise<void>;
};

/**
 * Lets all refusals take alike, so that their time does not tell what was refused without a look-up from what was looked
 * up in vain. A look-up varies by fractions of a millisecond that no timer can imitate; within a beat they are not seen.
 * After a stall of the database nobody waits for more than half a second.
 * @param random in [0, 1)
 */
export function refusalPace(random: () => number = Math.random): RefusalPace {
  const last: number[] = [];
  let next = 0;
  return {
    took: (ms) => {
      last[next] = Math.min(ms, LONGEST_MS);
      next = (next + 1) % REMEMBERED;
    },
    refused: async (began, lookup) => {
      const passed = performance.now() - began;
      const spent = lookup === "looked-up" ? passed : (last[Math.floor(random() * last.length)] ?? 0);
      // also a link that was never looked up may have been held up for longer than a beat
      const beats = Math.max(1, Math.ceil(Math.max(spent, passed) / BEAT_MS));
      // timers know whole milliseconds: now the one below, now the one above, so that their mean is right
      await setTimeout(Math.floor(beats * BEAT_MS - passed + random()));
    },
  };
}
