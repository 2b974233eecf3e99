"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useToast } from "../../components/toaster.tsx";
import { useTRPC } from "../../trpc/client.tsx";
import { failureOf } from "../../trpc/failure.ts";

/** What follows a judgement: everything about the quality of the wave is asked for again, or the reason is said. */
export function useQualityChange() {
  const t = useTranslations("quality");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  return {
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: trpc.quality.pathKey() });
      void cache.invalidateQueries({ queryKey: trpc.monitor.pathKey() });
    },
    onError: (error: unknown) => {
      const { code } = failureOf(error);
      toast(
        t(code === "conflict" ? "refusedConflict" : code === "forbidden" ? "refusedForbidden" : "refused"),
        "danger",
      );
      void cache.invalidateQueries({ queryKey: trpc.quality.pathKey() });
    },
  };
}
