"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { PersonRow } from "#server/people/list-people.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { HandedOver } from "./handed-over.tsx";
import { usePeopleChange } from "./use-people-change.ts";

/** Replaces a forgotten password by a temporary one; every session of the account ends. */
export function ResetDialog({
  person,
  onClose,
}: {
  readonly person: PersonRow;
  readonly onClose: () => void;
}) {
  const t = useTranslations("people");
  const trpc = useTRPC();
  const reset = useMutation(trpc.people.resetPassword.mutationOptions(usePeopleChange()));
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("resetOf", { name: person.name })}
      description={reset.data ? undefined : t("resetNote")}
    >
      {reset.data ? (
        <HandedOver password={reset.data.temporaryPassword} onDone={onClose} />
      ) : (
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            kind="primary"
            disabled={reset.isPending}
            onClick={() => reset.mutate({ personId: person.id })}
          >
            {t("reset")}
          </Button>
        </div>
      )}
    </PageDialog>
  );
}
