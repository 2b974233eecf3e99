"use client";

import { useTranslations } from "use-intl";
import type { PhoneOrder } from "#server/mailings/phone-orders.ts";
import { formatCount } from "../format.ts";
import { FileDialog } from "./file-dialog.tsx";

const FORMATS = ["xlsx", "csv"] as const;

/** Fetches a list of numbers: says first what it is. */
export function NumbersDialog({
  order,
  onClose,
}: {
  readonly order: PhoneOrder;
  readonly onClose: () => void;
}) {
  const t = useTranslations("sending");
  return (
    <FileDialog
      title={t("fetchTitle", { n: formatCount(order.written) })}
      description={t("warning")}
      address="/api/fieldwork/numbers"
      mailing={order.id}
      formats={FORMATS.map((name) => ({ name, title: t(`format_${name}`) }))}
      first="xlsx"
      onClose={onClose}
    />
  );
}
