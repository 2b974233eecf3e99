"use client";

import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import type { StudioDraft } from "./use-studio-draft.ts";

/** Whether what was typed is safe, and what keeps it from being. */
export function SavingLine({ draft }: { readonly draft: StudioDraft }) {
  const t = useTranslations("studio");
  const { saving, empty, retry } = draft;
  return (
    <span role="status" className="inline-flex items-center gap-2 text-12 text-ink-3">
      {saving === "held" ? (
        <span className="text-neg">{t("held", { item: empty[0] || t("wholeTitle") })}</span>
      ) : saving === "lost" ? (
        <>
          <span className="text-danger">{t("lost")}</span>
          <Button size="small" onClick={() => location.reload()}>
            {t("reload")}
          </Button>
        </>
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
