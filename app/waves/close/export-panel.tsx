"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { WaveFacts } from "#server/waves/wave-facts.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/glyph.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { useToast } from "../../components/toaster.tsx";
import { fetchFile } from "../../exports/fetch-file.ts";
import { useRefusal } from "../../exports/use-refusal.ts";
import { useMe } from "../../shell/me-context.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";

const FILES = [
  { file: "xlsx", word: "exportXlsx" },
  { file: "csv", word: "exportCsv" },
  { file: "parquet", word: "exportParquet" },
  { file: "codebook", word: "exportCodeBook" },
  { file: "method", word: "exportMethod" },
] as const;
type File = (typeof FILES)[number]["file"];

/** The answers of a closed wave without anybody in them, with their code book; a reason is kept with every file. */
export function ExportPanel({ wave }: { readonly wave: WaveFacts }) {
  const t = useTranslations("wave");
  const me = useMe();
  const toast = useToast();
  const refusal = useRefusal();
  const [asked, setAsked] = useState<File>();
  const [pending, setPending] = useState(false);
  const isClosed = wave.state === "closed" || wave.state === "published";
  if (!isClosed || !me.capabilities.includes("exports.run")) return null;
  const fetchIt = async (file: File, reason: string) => {
    setPending(true);
    const fetched = await fetchFile(`/api/waves/${wave.id}/export`, { file, reason });
    setPending(false);
    setAsked(undefined);
    if ("refused" in fetched) toast(refusal(fetched.refused), "danger");
    else toast(t("exported", { name: fetched.name }));
  };
  return (
    <Panel labelledBy="close-export">
      <PanelHeader id="close-export" title={t("export")} />
      <p className="px-4 text-13 text-ink-2">{t("exportNote")}</p>
      <div className="flex flex-wrap gap-2 px-4 py-3">
        {FILES.map(({ file, word }) => (
          <Button key={file} disabled={pending} onClick={() => setAsked(file)}>
            <Icon of={Download} />
            {t(word)}
          </Button>
        ))}
      </div>
      {asked && (
        <ReasonDialog
          title={t("export")}
          description={t("exportReason")}
          confirm={t(pending ? "exporting" : "exportGet")}
          pending={pending}
          onConfirm={(reason) => void fetchIt(asked, reason)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Panel>
  );
}
