"use client";

import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";

/** A temporary password, shown once and kept nowhere. */
export function HandedOver({ password, onDone }: { readonly password: string; readonly onDone: () => void }) {
  const t = useTranslations("people");
  return (
    <div className="mt-3 flex flex-col gap-3">
      <p className="text-13 text-ink-2">{t("handOver")}</p>
      <output className="rounded-ctl bg-sunken px-3 py-2 text-center font-mono text-18 tracking-wide select-all">
        {password}
      </output>
      <Button kind="primary" onClick={onDone}>
        {t("handedOver")}
      </Button>
    </div>
  );
}
