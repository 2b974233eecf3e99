"use client";

import { useQuery } from "@tanstack/react-query";
import type { WaveState } from "#server/indicators/wave-option.ts";
import { useTRPC } from "../trpc/client.tsx";

/** How far a wave has come; undefined until it is known. */
export function useWaveState(id: number): WaveState | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.waves.one.queryOptions({ id })).data?.wave.state;
}
