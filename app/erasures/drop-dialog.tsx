"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { DropReason, ErasureRow } from "#server/vault/erasure-list.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { SelectField } from "../components/select-field.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { useErasureChange } from "./use-erasure-change.ts";

const REASONS: readonly DropReason[] = ["taken-back", "not-theirs", "twice"];

/** Closes a request without erasing anybody, with one of three reasons. */
export function DropDialog({ row, onClose }: { readonly row: ErasureRow; readonly onClose: () => void }) {
  const t = useTranslations("erasures");
  const trpc = useTRPC();
  const [reason, setReason] = useState<DropReason>("taken-back");
  const drop = useMutation(trpc.erasures.drop.mutationOptions(useErasureChange(onClose)));
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("dropOf", { number: row.number })}
      description={t("dropNote")}
    >
      <div className="mt-4 flex flex-col gap-3">
        <SelectField
          label={t("why")}
          value={reason}
          onChange={({ target }) => setReason(REASONS.find((each) => each === target.value) ?? "taken-back")}
        >
          {REASONS.map((each) => (
            <option key={each} value={each}>
              {t(`reason_${each}`)}
            </option>
          ))}
        </SelectField>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("close")}</Button>
          <Button
            kind="primary"
            disabled={drop.isPending}
            onClick={() => drop.mutate({ requestId: row.id, reason })}
          >
            {t("dropNow")}
          </Button>
        </div>
      </div>
    </PageDialog>
  );
}
