import { setTimeout as delay } from "node:timers/promises";
import { embeddedPostgres, isRunning } from "./embedded-postgres.ts";

const LOOK_EVERY_MS = 500;

/**
 * Watches over the embedded PostgreSQL and starts it again when its process is gone: killed, out of memory, or stopped
 * by another process that thought itself alone. It comes back on its port, so open pools reconnect by themselves.
 * @param say receives a sentence for the operator
 * @returns stops watching; resolves when nothing is under way
 */
export function keepEmbedded(
  dataDir: string,
  directory: string,
  say: (line: string) => void,
): () => Promise<void> {
  const stopped = new AbortController();

  async function watch(): Promise<void> {
    while (!stopped.signal.aborted) {
      await delay(LOOK_EVERY_MS, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
      if (stopped.signal.aborted || isRunning(directory)) continue;
      try {
        await embeddedPostgres(dataDir, say);
        say("The embedded PostgreSQL had ended and was started again.");
      } catch {
        // processes of the one that ended may still be going; the next look tries again
      }
    }
  }

  const watching = watch();
  return async () => {
    stopped.abort();
    await watching;
  };
}
