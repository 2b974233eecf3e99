"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { ErasureRow } from "#server/vault/erasure-list.ts";
import { Button } from "../components/button.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { TextField } from "../components/text-field.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { DestroyedList } from "./destroyed-list.tsx";
import { useErasureChange } from "./use-erasure-change.ts";

/** Erases somebody in two steps: what goes and what stays, then the request's number once more by hand. */
export function EraseDialog({ row, onClose }: { readonly row: ErasureRow; readonly onClose: () => void }) {
  const t = useTranslations("erasures");
  const trpc = useTRPC();
  const router = useRouter();
  const [confirming, setConfirming] = useState(false);
  const [typed, setTyped] = useState("");
  const preview = useQuery(trpc.erasures.preview.queryOptions({ requestId: row.id }, { staleTime: 0 }));
  const change = useErasureChange(onClose);
  const erase = useMutation(
    trpc.erasures.erase.mutationOptions({
      ...change,
      onSuccess: ({ erasureId }) => {
        change.onSuccess();
        router.push(`/erasures/${erasureId}`);
      },
    }),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    if (preview.data) erase.mutate({ requestId: row.id, seen: preview.data.seen, confirm: typed });
  }
  const matches = typed.trim().toUpperCase() === row.number;
  return (
    <PageDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("eraseOf", { number: row.number })}
      description={t(confirming ? "secondStep" : "firstStep")}
    >
      {preview.error && !preview.data ? (
        <FailureNotice heading="h3" error={preview.error} onRetry={preview.refetch} />
      ) : !preview.data ? (
        <Skeleton>
          <Bone className="mt-4 h-40 rounded-panel bg-line" />
        </Skeleton>
      ) : confirming ? (
        <form onSubmit={submit} className="mt-4 flex flex-col gap-3">
          <p className="text-13 text-danger">{t("noWayBack")}</p>
          <TextField
            label={t("typeNumber", { number: row.number })}
            required
            autoFocus
            autoComplete="off"
            maxLength={20}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => setConfirming(false)}>{t("back")}</Button>
            <Button type="submit" kind="danger" disabled={!matches || erase.isPending}>
              {t("eraseNow")}
            </Button>
          </div>
        </form>
      ) : (
        <>
          <DestroyedList facts={preview.data} done={false} />
          <div className="mt-4 flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>{t("close")}</Button>
            <Button kind="primary" onClick={() => setConfirming(true)}>
              {t("goOn")}
            </Button>
          </div>
        </>
      )}
    </PageDialog>
  );
}
