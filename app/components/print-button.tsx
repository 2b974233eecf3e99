"use client";

import { Printer } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "./button.tsx";
import { Icon } from "./glyph.tsx";

/** Prints the page. Not on a phone, where the room is needed and nothing is printed. */
export function PrintButton() {
  const t = useTranslations("filter");
  return (
    <IconButton label={t("print")} className="max-md:hidden print:hidden" onClick={() => window.print()}>
      <Icon of={Printer} />
    </IconButton>
  );
}
