"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { QuoteChange } from "#server/voices/quotes.ts";
import { useToast } from "../components/toaster.tsx";
import { useTRPC } from "../trpc/client.tsx";

/** Changes the quotes of the report; picking and dropping can be taken back. */
export function useQuoteChange() {
  const t = useTranslations("voices");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const mutation = useMutation(
    trpc.voices.changeQuotes.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.voices.pathFilter()),
      onError: () => toast(t("failed"), "danger"),
    }),
  );
  return (change: QuoteChange, position?: number) =>
    mutation.mutate(change, {
      onSuccess: () => {
        if (change.change === "pick")
          toast(t("pickedToast"), "plain", () => mutation.mutate({ change: "drop", id: change.id }));
        if (change.change === "drop")
          toast(t("droppedToast"), "plain", () =>
            mutation.mutate({
              change: "pick",
              id: change.id,
              ...(position === undefined ? {} : { position }),
            }),
          );
      },
    });
}
