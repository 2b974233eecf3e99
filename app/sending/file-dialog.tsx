"use client";

import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { fetchFile, openPage } from "../exports/fetch-file.ts";
import { useRefusal } from "../exports/use-refusal.ts";

/** A way of fetching an order's file. */
export type FileFormat = { readonly name: string; readonly title: string; readonly printed?: boolean };

/** Fetches a file of an order in one of several formats; what for is asked, and goes into the log. */
export function FileDialog({
  title,
  description,
  note,
  address,
  mailing,
  formats,
  first,
  onClose,
}: {
  readonly title: string;
  readonly description: string;
  readonly note?: ReactNode;
  /** Where the file is answered. */
  readonly address: string;
  readonly mailing: number;
  readonly formats: readonly FileFormat[];
  /** The format chosen at first. */
  readonly first: string;
  readonly onClose: () => void;
}) {
  const t = useTranslations("mailings");
  const [format, setFormat] = useState(first);
  const [reason, setReason] = useState("");
  const [pending, setPending] = useState(false);
  const [refused, setRefused] = useState<string>();
  const refusal = useRefusal();
  const printed = formats.find(({ name }) => name === format)?.printed ?? false;
  const query = new URLSearchParams({ mailing: String(mailing), format, reason: reason.trim() });
  const fetchIt = async () => {
    setPending(true);
    setRefused(undefined);
    const place = `${address}?${query}`;
    const fetched = printed ? { refused: await openPage(place) } : await fetchFile(place);
    setPending(false);
    if ("refused" in fetched && fetched.refused !== undefined) setRefused(refusal(fetched.refused));
    else onClose();
  };
  return (
    <PageDialog open onOpenChange={(open) => open || onClose()} title={title} description={description}>
      <div className="mt-4 flex flex-col gap-3">
        {note}
        <SelectField label={t("format")} value={format} onChange={({ target }) => setFormat(target.value)}>
          {formats.map((each) => (
            <option key={each.name} value={each.name}>
              {each.title}
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
        {refused && (
          <p role="alert" className="text-13 text-danger">
            {refused}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("close")}</Button>
          <Button
            kind="primary"
            disabled={pending || reason.trim().length < 2}
            onClick={() => void fetchIt()}
          >
            {t(pending ? "fetching" : printed ? "openPrint" : "download")}
          </Button>
        </div>
      </div>
    </PageDialog>
  );
}
