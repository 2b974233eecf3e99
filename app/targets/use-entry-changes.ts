"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useToast } from "../components/toaster.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";

/** Says what became of a change and offers to take it back; other screens' numbers follow. */
export function useEntryChanges() {
  const t = useTranslations("targets");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const back = useMutation(trpc.targets.takeBack.mutationOptions());

  function onError(error: unknown): void {
    const { code } = failureOf(error);
    toast(t(code === "conflict" ? "conflict" : code === "invalid" ? "outOfRange" : "failed"), "danger");
    if (code === "conflict") void cache.invalidateQueries(trpc.targets.list.queryFilter());
  }

  function onSuccess({ batch, count }: { readonly batch: string; readonly count: number }): void {
    void cache.invalidateQueries();
    if (count === 0) return;
    toast(t("saved", { count }), "plain", () =>
      back.mutate({ batch }, { onSuccess: () => void cache.invalidateQueries(), onError }),
    );
  }
  return { onSuccess, onError };
}
