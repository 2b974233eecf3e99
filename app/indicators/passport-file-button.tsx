"use client";

import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CellView } from "#server/indicators/views.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { download } from "../exports/picture-of.ts";
import { passportFile } from "./passport-file.ts";

/** Saves a number's passport, from which anybody with the command line computes it again. */
export function PassportFileButton({ view }: { readonly view: CellView }) {
  const t = useTranslations("detail");
  const file = passportFile(view);
  if (!file) return null;
  return (
    <Button
      size="small"
      title={t("passportFileHint")}
      onClick={() => download(new Blob([file.text], { type: "application/json" }), file.name)}
    >
      <Icon of={Download} />
      {t("passportFile")}
    </Button>
  );
}
