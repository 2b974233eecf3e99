"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import type { StudioDraft } from "./use-studio-draft.ts";
import { useStudioFailure } from "./use-studio-failure.ts";

/** Whether what was typed is safe, and what keeps it from being. @param id of the questionnaire */
export function SavingLine({ id, draft }: { readonly id: string; readonly draft: StudioDraft }) {
  const t = useTranslations("studio");
  const { saving, empty, retry } = draft;
  return (
    <span role="status" className="inline-flex flex-wrap items-center gap-2 text-12 text-ink-3">
      {saving === "held" ? (
        <span className="text-neg">{t("held", { item: empty[0] || t("wholeTitle") })}</span>
      ) : saving === "lost" ? (
        <LostRace id={id} draft={draft} />
      ) : saving === "failed" ? (
        <>
          <span className="text-danger">{t("notSaved")}</span>
          <Button size="small" onClick={retry}>
            {t("tryAgain")}
          </Button>
        </>
      ) : (
        t(saving === "saved" ? "savedNow" : "savingNow")
      )}
    </span>
  );
}

/** Somebody else saved first: nothing typed here is thrown away unless one wants to. */
function LostRace({ id, draft }: { readonly id: string; readonly draft: StudioDraft }) {
  const t = useTranslations("studio");
  const failed = useStudioFailure();
  const keep = useMutation({
    mutationFn: draft.keepApart,
    onSuccess: (version) => location.assign(`/questionnaires/${id}/${version}`),
    onError: failed,
  });
  return (
    <>
      <span className="text-danger">{t("lost")}</span>
      <Button size="small" disabled={keep.isPending} onClick={() => keep.mutate()}>
        {t("keepApart")}
      </Button>
      <Button size="small" onClick={() => location.reload()}>
        {t("reload")}
      </Button>
    </>
  );
}
