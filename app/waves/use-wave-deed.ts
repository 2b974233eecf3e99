"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useToast } from "../components/toaster.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";

/** What follows a deed on a wave: everything about waves is asked for anew, or the reason of a refusal is said. */
export function useWaveDeed() {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const refresh = () => {
    for (const filter of [
      trpc.waves.pathFilter(),
      trpc.waveDrafts.pathFilter(),
      trpc.waveFrames.pathFilter(),
      trpc.waveSamples.pathFilter(),
      trpc.waveClosings.pathFilter(),
      trpc.waveWork.pathFilter(),
    ])
      void cache.invalidateQueries(filter);
  };
  return {
    refresh,
    refuse: (error: unknown) => {
      const { code } = failureOf(error);
      toast(
        t(
          code === "conflict"
            ? "refusedConflict"
            : code === "forbidden"
              ? "refusedForbidden"
              : code === "not_found"
                ? "refusedNotFound"
                : "refused",
        ),
        "danger",
      );
    },
  };
}
