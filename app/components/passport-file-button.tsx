"use client";

import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { download } from "../exports/download.ts";
import { Button } from "./button.tsx";
import { Icon } from "./glyph.tsx";
import type { PassportFile } from "./passport-file.ts";

/** Saves a passport, from which anybody with the command line computes what was shown again. */
export function PassportFileButton({ file }: { readonly file: PassportFile | undefined }) {
  const t = useTranslations("passport");
  if (!file) return null;
  return (
    <Button
      size="small"
      title={t("fileHint")}
      onClick={() => download(new Blob([file.text()], { type: "application/json" }), file.name)}
    >
      <Icon of={Download} />
      {t("file")}
    </Button>
  );
}
