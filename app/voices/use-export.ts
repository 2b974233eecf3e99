"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useToast } from "../components/toaster.tsx";
import { formatCount } from "../format.ts";
import { useTRPC } from "../trpc/client.tsx";

/** Saves the words on the screen as a file. */
export function useExport() {
  const t = useTranslations("voices");
  const trpc = useTRPC();
  const toast = useToast();
  const mutation = useMutation(
    trpc.voices.export.mutationOptions({
      onSuccess: ({ name, csv, rows }) => {
        const address = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
        const link = document.createElement("a");
        link.href = address;
        link.download = name;
        link.click();
        URL.revokeObjectURL(address);
        toast(t("exported", { count: formatCount(rows) }));
      },
      onError: () => toast(t("failed"), "danger"),
    }),
  );
  return mutation.mutate;
}
