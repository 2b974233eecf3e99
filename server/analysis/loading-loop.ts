import { log } from "../log.ts";

/** Milliseconds between two looks at the record. */
const PAUSE = 1_000;

export type LoadingLoop = {
  /** Starts the next load now, or right after the one that runs. */
  readonly wake: () => void;
  /** Resolves when the last load has ended. */
  readonly stop: () => Promise<void>;
};

/**
 * Loads for ever, a second apart; a failure is logged once until the next success, and tried again.
 * @param complaint what the log says of a failure
 */
export function loadingLoop(
  loadOnce: () => Promise<unknown>,
  complaint = "the analysis could not be loaded",
): LoadingLoop {
  let stopped = false;
  let failing = false;
  let woken = false;
  let rouse: () => void = () => undefined;

  const pause = () =>
    new Promise<void>((done) => {
      if (woken || stopped) return done();
      const timer = setTimeout(done, PAUSE);
      rouse = () => {
        clearTimeout(timer);
        done();
      };
    });

  const run = async () => {
    while (!stopped) {
      woken = false;
      try {
        await loadOnce();
        failing = false;
      } catch (failure) {
        // what fails as everything ends is no news
        if (!failing && !stopped) log().error({ err: failure }, complaint);
        failing = true;
      }
      await pause();
    }
  };
  const ended = run();
  return {
    wake() {
      woken = true;
      rouse();
    },
    async stop() {
      stopped = true;
      rouse();
      await ended;
    },
  };
}
