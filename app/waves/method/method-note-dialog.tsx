"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { WAVE_NOTE_LABELS } from "#surveys/wave-note.ts";
import { Button } from "../../components/button.tsx";
import { PageDialog } from "../../components/page-dialog.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { useToast } from "../../components/toaster.tsx";
import { useNames } from "../../language/use-names.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { useWaveDeed } from "../use-wave-deed.ts";
import { NOTE_HINTS } from "./note-hints.ts";
import type { ShownMethod } from "./shown-method.ts";

/** Writes a part of the method page in both languages; beside a published one, what is to be added to it. */
export function MethodNoteDialog({
  wave,
  note: { note, version, text },
  published,
  onClose,
}: {
  readonly wave: number;
  readonly note: ShownMethod["notes"][number];
  readonly published: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations("method");
  const names = useNames();
  const trpc = useTRPC();
  const toast = useToast();
  const { refresh, refuse } = useWaveDeed();
  const [zh, setZh] = useState(published ? "" : (text?.zh ?? ""));
  const [en, setEn] = useState(published ? "" : (text?.en ?? ""));
  const save = useMutation(
    trpc.waveClosings.saveNote.mutationOptions({
      onSuccess: () => {
        refresh();
        toast(t("noteSaved"));
        onClose();
      },
      onError: refuse,
    }),
  );
  const empty = zh.trim() === "" && en.trim() === "";
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={names.text(WAVE_NOTE_LABELS[note])}
      description={t(published ? "supplementNote" : "noteNote")}
    >
      <form
        className="mt-4 flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (save.isPending || (published && empty)) return;
          save.mutate({ id: wave, change: { note, over: version, zh: zh.trim(), en: en.trim() } });
        }}
      >
        <TextArea
          label={t("noteZh")}
          hint={t(NOTE_HINTS[note])}
          maxLength={2_000}
          value={zh}
          onChange={(event) => setZh(event.target.value)}
        />
        <TextArea
          label={t("noteEn")}
          hint={t("noteOneLanguage")}
          maxLength={2_000}
          value={en}
          onChange={(event) => setEn(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("noteCancel")}</Button>
          <Button type="submit" kind="primary" disabled={save.isPending || (published && empty)}>
            {t("noteSave")}
          </Button>
        </div>
      </form>
    </PageDialog>
  );
}
