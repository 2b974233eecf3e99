"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { WaveWork } from "#server/waves/work/wave-work.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { useWaveDeed } from "../use-wave-deed.ts";

/** The newest long work on a wave: looked at every second while it runs, and when it ends everything is asked for anew. */
export function useWaveWork(id: number, enabled = true) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { refresh } = useWaveDeed();
  const options = trpc.waveWork.latest.queryOptions({ id });
  const { data } = useQuery({
    ...options,
    enabled,
    refetchInterval: (query) => (query.state.data?.state === "running" ? 1_000 : false),
  });
  const running = data?.state === "running";
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !running) refresh();
    wasRunning.current = running;
  });
  return {
    work: data ?? undefined,
    running,
    /** Takes over what a deed answered, so that nobody waits for the next look. */
    begun: (work: WaveWork) => {
      cache.setQueryData(options.queryKey, work);
      if (work.state !== "running") refresh();
    },
  };
}
