"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useToast } from "../components/toaster.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";

const WORDS = {
  conflict: "refused_changed",
  invalid: "refused_number",
  not_found: "refused_gone",
  too_many_requests: "refused_quota",
} as const;

/** What follows a deed of the custodian: the lists are asked for again, or the reason is said. */
export function useErasureChange(onDone: () => void) {
  const t = useTranslations("erasures");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  return {
    onSuccess: () => {
      void cache.invalidateQueries(trpc.erasures.pathFilter());
      onDone();
    },
    onError: (error: unknown) => {
      const { code } = failureOf(error);
      toast(t(code in WORDS ? WORDS[code as keyof typeof WORDS] : "refused"), "danger");
      if (code === "conflict") void cache.invalidateQueries(trpc.erasures.preview.queryFilter());
    },
  };
}
