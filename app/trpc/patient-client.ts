import { setTimeout as after } from "node:timers/promises";
import type { QueryClient } from "@tanstack/react-query";

/**
 * Makes gathering answers for a page patient, but not for ever: what takes longer is not sent along, so that the page comes with its
 * skeleton and the browser asks for it itself. The answer goes on being made meanwhile, and both wait for the same one.
 * @param patience milliseconds
 */
export function patientClient(client: QueryClient, patience: number): QueryClient {
  const prefetch = client.prefetchQuery.bind(client);
  client.prefetchQuery = async (options) => {
    const enough = new AbortController();
    const { signal } = enough;
    await Promise.race([
      prefetch(options).finally(() => enough.abort()),
      after(patience, undefined, { signal, ref: false }).catch(() => undefined),
    ]);
  };
  return client;
}
