"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useToast } from "../components/toaster.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";

/** What follows a change of people: the list is asked for again, or the reason is said. */
export function usePeopleChange() {
  const t = useTranslations("people");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  return {
    onSuccess: () => {
      void cache.invalidateQueries(trpc.people.list.queryFilter());
    },
    onError: (error: unknown) => {
      const { code } = failureOf(error);
      toast(
        t(code === "conflict" ? "refusedConflict" : code === "forbidden" ? "refusedForbidden" : "refused"),
        "danger",
      );
    },
  };
}
