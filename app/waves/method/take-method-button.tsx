"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "../../components/button.tsx";
import { Icon } from "../../components/glyph.tsx";
import { useToast } from "../../components/toaster.tsx";
import { fetchFile } from "../../exports/fetch-file.ts";
import { useRefusal } from "../../exports/use-refusal.ts";
import { useMe } from "../../shell/me-context.tsx";

/** Takes the method page along as one file. For those who may take files along; it is written to the log. */
export function TakeMethodButton({ wave }: { readonly wave: number }) {
  const t = useTranslations("method");
  const toast = useToast();
  const refusal = useRefusal();
  const allowed = useMe().capabilities.includes("exports.run");
  const [busy, setBusy] = useState(false);
  if (!allowed) return null;
  const take = async () => {
    setBusy(true);
    const fetched = await fetchFile(`/api/waves/${wave}/method`);
    setBusy(false);
    if ("refused" in fetched) toast(refusal(fetched.refused), "danger");
    else toast(t("taken", { name: fetched.name }));
  };
  return (
    <IconButton label={t("take")} disabled={busy} className="print:hidden" onClick={() => void take()}>
      <Icon of={Download} />
    </IconButton>
  );
}
