"use client";

import { useTranslations } from "use-intl";
import { useToast } from "../components/toaster.tsx";
import { failureOf } from "../trpc/failure.ts";

/** Says why a step was not made. */
export function useStudioFailure() {
  const t = useTranslations("studio");
  const toast = useToast();
  return (error: unknown) => {
    const { code } = failureOf(error);
    const key =
      code === "conflict"
        ? "refusedConflict"
        : code === "forbidden"
          ? "refusedForbidden"
          : code === "invalid"
            ? "refusedReason"
            : "refused";
    toast(t(key), "danger");
  };
}
