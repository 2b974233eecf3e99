"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { useToast } from "../components/toaster.tsx";
import { useTRPC } from "../trpc/client.tsx";

/** The owner on the line wants to be deleted: written down for the custodian, with a number and a day to be told. */
export function AskErasure({ respondentKey }: { readonly respondentKey: string }) {
  const t = useTranslations("interviews");
  const trpc = useTRPC();
  const toast = useToast();
  const ask = useMutation(
    trpc.interviews.askErasure.mutationOptions({
      onError: () => toast(t("erasureNotAsked"), "danger"),
    }),
  );
  return (
    <div className="mt-4 border-t border-line pt-3 text-13">
      {ask.data ? (
        <p role="status">{t("erasureAsked", { number: ask.data.number, due: ask.data.dueOn })}</p>
      ) : (
        <Button
          size="small"
          kind="quiet"
          disabled={ask.isPending}
          onClick={() => ask.mutate({ respondentKey })}
        >
          {t("askErasure")}
        </Button>
      )}
    </div>
  );
}
