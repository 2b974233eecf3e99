"use client";

import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { TextArea } from "../components/text-area.tsx";

/** Asks for the reason of a deed that cannot simply be taken back; the reason is kept with it. */
export function ReasonDialog({
  title,
  description,
  confirm,
  pending,
  danger = false,
  children,
  onConfirm,
  onClose,
}: {
  readonly title: string;
  readonly description: string;
  readonly confirm: string;
  readonly pending: boolean;
  readonly danger?: boolean;
  /** More that has to be said, above the reason. */
  readonly children?: ReactNode;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}) {
  const t = useTranslations("wave");
  const [reason, setReason] = useState("");
  const said = reason.trim().length >= 2;
  return (
    <PageDialog open onOpenChange={(open) => open || onClose()} title={title} description={description}>
      <form
        className="mt-4 flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (said && !pending) onConfirm(reason.trim());
        }}
      >
        {children}
        <TextArea
          label={t("reason")}
          hint={t("reasonHint")}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" kind={danger ? "danger" : "primary"} disabled={!said || pending}>
            {confirm}
          </Button>
        </div>
      </form>
    </PageDialog>
  );
}
