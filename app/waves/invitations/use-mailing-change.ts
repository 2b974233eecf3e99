"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useToast } from "../../components/toaster.tsx";
import { useTRPC } from "../../trpc/client.tsx";
import { failureOf } from "../../trpc/failure.ts";

/** What follows a change of orders: the list is asked for again, or the reason is said. */
export function useMailingChange(wave: number) {
  const t = useTranslations("mailings");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const again = () => void cache.invalidateQueries(trpc.mailings.list.queryFilter({ waveId: wave }));
  return {
    onSuccess: again,
    onError: (error: unknown) => {
      const { code } = failureOf(error);
      toast(
        t(code === "invalid" ? "refusedTime" : code === "conflict" ? "refusedConflict" : "refused"),
        "danger",
      );
      again();
    },
  };
}
