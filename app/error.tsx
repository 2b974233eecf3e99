"use client";

import { RefreshCw, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "./components/button.tsx";
import { Icon } from "./components/glyph.tsx";
import { Notice } from "./components/notice.tsx";

/** A page that broke: what is safe, an id to name, and another try. */
export default function PageError({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  const t = useTranslations("state");
  return (
    <main id="content" className="grow">
      <Notice
        heading="h1"
        tone="danger"
        icon={TriangleAlert}
        title={t("brokenTitle")}
        action={
          <Button onClick={reset}>
            <Icon of={RefreshCw} />
            {t("retry")}
          </Button>
        }
      >
        {t("brokenBody", { id: error.digest ?? "E-0" })}
      </Notice>
    </main>
  );
}
