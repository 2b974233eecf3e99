"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { useTRPC } from "../trpc/client.tsx";
import { useMe } from "./me-context.tsx";
import { ANSWERS_BELOW, MOVING_NUMBERS } from "./moving-numbers.ts";

const SECONDS = 1000;

function subscribe(notify: () => void): () => void {
  window.addEventListener("online", notify);
  window.addEventListener("offline", notify);
  return () => {
    window.removeEventListener("online", notify);
    window.removeEventListener("offline", notify);
  };
}

/**
 * Until when the numbers reach, asked every three seconds while the page is looked at. When the data have moved, every
 * number on the screen is asked for again.
 */
export function useFreshness() {
  const trpc = useTRPC();
  const reads = useMe().capabilities.includes("readings.read");
  const cache = useQueryClient();
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  const { data, isError } = useQuery(
    trpc.freshness.get.queryOptions(undefined, {
      enabled: reads,
      refetchInterval: 3 * SECONDS,
      staleTime: 0,
      retry: false,
    }),
  );
  const version = data?.dataVersion;
  const seen = useRef(version);
  useEffect(() => {
    if (version === undefined || version === seen.current) return;
    const first = seen.current === undefined;
    seen.current = version;
    if (first) return;
    for (const name of MOVING_NUMBERS) void cache.invalidateQueries(trpc[name].pathFilter());
    void cache.invalidateQueries({ queryKey: [ANSWERS_BELOW] });
  }, [version, cache, trpc]);
  return { freshness: data, offline: !online || isError };
}
