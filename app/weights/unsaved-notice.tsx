"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { useToast } from "../components/toaster.tsx";
import { useWorkbench } from "./workbench-context.tsx";

/** What was moved is not saved: try again, or, where somebody else was faster, keep it as a draft of its own. */
export function UnsavedNotice() {
  const t = useTranslations("weights");
  const toast = useToast();
  const { view, draft } = useWorkbench();
  const { saving } = draft;
  const apart = useMutation({
    mutationFn: draft.keepApart,
    onSuccess: (version) => location.assign(`/weights/${view.id}/${version}`),
    onError: () => toast(t("saveFailed"), "danger"),
  });
  if (saving.state !== "failed") return null;
  return (
    <span role="alert" className="inline-flex flex-wrap items-center gap-2 text-13 text-danger">
      {t(saving.conflict ? "saveConflict" : "saveFailed")}
      {saving.conflict ? (
        <>
          <Button size="small" disabled={apart.isPending} onClick={() => apart.mutate()}>
            {t("keepApart")}
          </Button>
          <Button size="small" onClick={() => location.reload()}>
            {t("reload")}
          </Button>
        </>
      ) : (
        <Button size="small" onClick={() => void draft.keep()}>
          {t("again")}
        </Button>
      )}
    </span>
  );
}
