"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { TextField } from "../components/text-field.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";

/** Begins a wave: only its year is asked, the rest is proposed and can be changed. @param next the year to propose */
export function NewWave({ next }: { readonly next: number }) {
  const t = useTranslations("waves");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="primary" onClick={() => setOpen(true)}>
        {t("new")}
      </Button>
      {open && <NewWaveDialog next={next} onClose={() => setOpen(false)} />}
    </>
  );
}

function NewWaveDialog({ next, onClose }: { readonly next: number; readonly onClose: () => void }) {
  const t = useTranslations("waves");
  const trpc = useTRPC();
  const router = useRouter();
  const [year, setYear] = useState(String(next));
  const start = useMutation(
    trpc.waveDrafts.start.mutationOptions({ onSuccess: (id) => router.push(`/waves/${id}`) }),
  );
  const code = start.error ? failureOf(start.error).code : undefined;
  const sound = /^20\d\d$/.test(year);
  return (
    <PageDialog open onOpenChange={(open) => open || onClose()} title={t("new")} description={t("newNote")}>
      <form
        className="mt-4 flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (sound && !start.isPending) start.mutate({ year: Number(year) });
        }}
      >
        <TextField
          label={t("year")}
          inputMode="numeric"
          required
          value={year}
          onChange={(event) => setYear(event.target.value.trim())}
          error={
            code === "conflict"
              ? t("yearTaken", { year })
              : code === "not_found"
                ? t("noQuestionnaire")
                : code
                  ? t("notBegun")
                  : undefined
          }
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" kind="primary" disabled={!sound || start.isPending}>
            {t("begin")}
          </Button>
        </div>
      </form>
    </PageDialog>
  );
}
