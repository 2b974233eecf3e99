import { setImmediate, setTimeout } from "node:timers/promises";

const REMEMBERED = 64;
const LONGEST_MS = 500;

export type RefusalPace = {
  /** Tells how long a look-up took, in milliseconds. */
  readonly took: (ms: number) => void;
  /** Waits as long as one of the last look-ups took. */
  readonly wait: () => Promise<void>;
};

/**
 * Lets what is refused without a look-up take as long as what is looked up in vain, so that the time of an answer does
 * not tell the one from the other. After a stall of the database nobody waits for more than half a second.
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
    wait: async () => {
      const ms = last[Math.floor(random() * last.length)] ?? 1;
      // timers know whole milliseconds: now the one below, now the one above, so that their mean is right
      const whole = Math.floor(ms + random());
      await (whole === 0 ? setImmediate() : setTimeout(whole));
    },
  };
}
