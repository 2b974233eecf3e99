"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { PageDialog } from "../../components/page-dialog.tsx";
import { SelectField } from "../../components/select-field.tsx";
import { TextField } from "../../components/text-field.tsx";
import { formatCount } from "../../format.ts";
import type { ShownMailing } from "./shown-mailings.ts";

const FORMATS = ["xlsx", "csv", "letters", "cards"] as const;
type Format = (typeof FORMATS)[number];

/** Fetches the links of an order; what for is asked, and logged. */
export function FetchDialog({
  mailing,
  onClose,
}: {
  readonly mailing: ShownMailing;
  readonly onClose: () => void;
}) {
  const t = useTranslations("mailings");
  const [format, setFormat] = useState<Format>(
    mailing.channel === "letter" ? "letters" : mailing.channel === "poster" ? "cards" : "xlsx",
  );
  const [reason, setReason] = useState("");
  const printed = format === "letters" || format === "cards";
  const query = new URLSearchParams({ mailing: String(mailing.id), format, reason: reason.trim() });
  const ready = reason.trim().length >= 2;
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("fetchTitle", { n: formatCount(mailing.written) })}
      description={t("fetchNote")}
    >
      <div className="mt-4 flex flex-col gap-3">
        {mailing.channel === "sms" && <p className="text-13 text-ink-2">{t("smsNote")}</p>}
        <SelectField
          label={t("format")}
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
          label={t("fetchReason")}
          hint={t("fetchReasonHint")}
          required
          minLength={2}
          maxLength={200}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("close")}</Button>
          {ready ? (
            <Button asChild kind="primary">
              <a
                href={`/api/fieldwork/links?${query}`}
                {...(printed ? { target: "_blank", rel: "noreferrer" } : { download: true })}
                onClick={() => setTimeout(onClose, 0)}
              >
                {t(printed ? "openPrint" : "download")}
              </a>
            </Button>
          ) : (
            <Button kind="primary" disabled>
              {t(printed ? "openPrint" : "download")}
            </Button>
          )}
        </div>
      </div>
    </PageDialog>
  );
}
