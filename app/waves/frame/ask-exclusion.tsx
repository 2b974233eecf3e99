"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AskedReason } from "#server/waves/frame/exclusion-reasons.ts";
import { Button } from "../../components/button.tsx";
import { PageDialog } from "../../components/page-dialog.tsx";
import { SelectField } from "../../components/select-field.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextField } from "../../components/text-field.tsx";
import { useToast } from "../../components/toaster.tsx";
import { useTRPC } from "../../trpc/client.tsx";
import { failureOf } from "../../trpc/failure.ts";
import { useWaveDeed } from "../use-wave-deed.ts";

const REASONS = [
  "litigation",
  "safety",
  "bereaved",
  "staff_home",
  "ledger_error",
  "other",
] as const satisfies readonly AskedReason[];

/** Asks that a home be left in peace; nothing is learned of it, and somebody else decides. */
export function AskExclusion({ waveId }: { readonly waveId: number }) {
  const t = useTranslations("wave");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t("askExclusion")}
      </Button>
      {open && <AskDialog waveId={waveId} onClose={() => setOpen(false)} />}
    </>
  );
}

function AskDialog({ waveId, onClose }: { readonly waveId: number; readonly onClose: () => void }) {
  const t = useTranslations("wave");
  const trpc = useTRPC();
  const toast = useToast();
  const { refresh } = useWaveDeed();
  const [homeCode, setHomeCode] = useState("");
  const [reason, setReason] = useState<AskedReason>("litigation");
  const [note, setNote] = useState("");
  const ask = useMutation(
    trpc.waveFrames.askExclusion.mutationOptions({
      onSuccess: () => {
        toast(t("exclusionAsked"));
        refresh();
        onClose();
      },
    }),
  );
  const code = ask.error ? failureOf(ask.error).code : undefined;
  const said = homeCode.trim() !== "" && (reason !== "other" || note.trim().length >= 2);
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("askExclusion")}
      description={t("askExclusionNote")}
    >
      <form
        className="mt-4 flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (said && !ask.isPending)
            ask.mutate({ waveId, homeCode: homeCode.trim(), reason, note: note.trim() });
        }}
      >
        <TextField
          label={t("homeCode")}
          required
          maxLength={80}
          value={homeCode}
          onChange={(event) => setHomeCode(event.target.value)}
          error={
            code === "not_found"
              ? t("homeUnknown")
              : code === "conflict"
                ? t("homeAsked")
                : code
                  ? t("refused")
                  : undefined
          }
        />
        <SelectField
          label={t("reason")}
          value={reason}
          onChange={(event) => setReason(REASONS.find((one) => one === event.target.value) ?? "litigation")}
        >
          {REASONS.map((one) => (
            <option key={one} value={one}>
              {t(`reason_${one}`)}
            </option>
          ))}
        </SelectField>
        <TextArea
          label={t("note")}
          maxLength={500}
          required={reason === "other"}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" kind="primary" disabled={!said || ask.isPending}>
            {t("ask")}
          </Button>
        </div>
      </form>
    </PageDialog>
  );
}
