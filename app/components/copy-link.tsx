"use client";

import { Link2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button, IconButton } from "./button.tsx";
import { Icon } from "./glyph.tsx";
import { useToast } from "./toaster.tsx";

/** Copies the address, which holds every filter; whoever opens it sees it with their own rights. */
export function CopyLink({ compact = false }: { readonly compact?: boolean }) {
  const t = useTranslations("filter");
  const toast = useToast();
  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      toast(t("linkCopied"));
    } catch {
      toast(t("linkNotCopied"), "danger");
    }
  }
  if (compact) {
    return (
      <IconButton label={t("copyLink")} onClick={copy}>
        <Icon of={Link2} />
      </IconButton>
    );
  }
  return (
    <Button size="small" onClick={copy}>
      <Icon of={Link2} />
      <span className="max-xl:sr-only">{t("copyLink")}</span>
    </Button>
  );
}
