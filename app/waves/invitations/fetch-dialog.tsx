"use client";

import { useTranslations } from "use-intl";
import { formatCount } from "../../format.ts";
import { FileDialog } from "../../sending/file-dialog.tsx";
import type { ShownMailing } from "./shown-mailings.ts";

const FORMATS = ["xlsx", "csv", "letters", "cards"] as const;

/** Fetches the links of an order. */
export function FetchDialog({
  mailing,
  onClose,
}: {
  readonly mailing: ShownMailing;
  readonly onClose: () => void;
}) {
  const t = useTranslations("mailings");
  return (
    <FileDialog
      title={t("fetchTitle", { n: formatCount(mailing.written) })}
      description={t("fetchNote")}
      note={mailing.channel === "sms" && <p className="text-13 text-ink-2">{t("smsNote")}</p>}
      address="/api/fieldwork/links"
      mailing={mailing.id}
      formats={FORMATS.map((name) => ({
        name,
        title: t(`format_${name}`),
        printed: name === "letters" || name === "cards",
      }))}
      first={mailing.channel === "letter" ? "letters" : mailing.channel === "poster" ? "cards" : "xlsx"}
      onClose={onClose}
    />
  );
}
