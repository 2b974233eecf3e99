"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PhoneOrder } from "#server/mailings/phone-orders.ts";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { formatCount } from "../format.ts";

const FORMATS = ["xlsx", "csv"] as const;

/** Fetches a list of numbers: says first what it is, asks what for, and that is logged. */
export function NumbersDialog({
  order,
  onClose,
}: {
  readonly order: PhoneOrder;
  readonly onClose: () => void;
}) {
  const t = useTranslations("sending");
  const words = useTranslations("mailings");
  const [format, setFormat] = useState<(typeof FORMATS)[number]>("xlsx");
  const [reason, setReason] = useState("");
  const query = new URLSearchParams({ mailing: String(order.id), format, reason: reason.trim() });
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("fetchTitle", { n: formatCount(order.written) })}
      description={t("warning")}
    >
      <div className="mt-4 flex flex-col gap-3">
        <SelectField
          label={words("format")}
          value={format}
          onChange={({ target }) => setFormat(FORMATS.find((each) => each === target.value) ?? "xlsx")}
        >
          {FORMATS.map((each) => (
            <option key={each} value={each}>
              {t(`format_${each}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={words("fetchReason")}
          hint={words("fetchReasonHint")}
          required
          minLength={2}
          maxLength={200}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{words("close")}</Button>
          {reason.trim().length >= 2 ? (
            <Button asChild kind="primary">
              <a href={`/api/fieldwork/numbers?${query}`} download onClick={() => setTimeout(onClose, 0)}>
                {words("download")}
              </a>
            </Button>
          ) : (
            <Button kind="primary" disabled>
              {words("download")}
            </Button>
          )}
        </div>
      </div>
    </PageDialog>
  );
}
