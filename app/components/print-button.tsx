"use client";

import { Printer } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "./button.tsx";
import { Icon } from "./glyph.tsx";

export function PrintButton() {
  const t = useTranslations("filter");
  return (
    <IconButton label={t("print")} onClick={() => window.print()}>
      <Icon of={Printer} />
    </IconButton>
  );
}
