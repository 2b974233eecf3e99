"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { portalHome } from "../components/portal-home.ts";
import { useToast } from "../components/toaster.tsx";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { fetchFile } from "./fetch-file.ts";
import { download, pngOf, svgText } from "./picture-of.ts";
import { useRefusal } from "./use-refusal.ts";

const FILES = ["xlsx", "csv", "parquet", "arrow"] as const;
const PICTURES = ["png", "svg"] as const;
const ITEM =
  "target-44 flex min-h-8 cursor-pointer items-center gap-3 rounded-ctl px-2.5 py-1 text-13 outline-none data-[highlighted]:bg-accent-soft";

export type ExportMenuProps = {
  readonly what: "compare" | "crosstab" | "heat" | "home";
  /** What stands in the address, the unit among it. */
  readonly address: string;
  readonly chart?: RefObject<SVGSVGElement | null>;
};

/** Takes what is seen along as a file. Only for those who may; every file is written to the log. */
export function ExportMenu({ what, address, chart }: ExportMenuProps) {
  const t = useTranslations("exports");
  const toast = useToast();
  const refusal = useRefusal();
  const trpc = useTRPC();
  const allowed = useMe().capabilities.includes("exports.run");
  const [busy, setBusy] = useState(false);
  const noteChart = useMutation(trpc.exports.noteChart.mutationOptions());
  if (!allowed) return null;

  async function attempt(work: () => Promise<void>) {
    setBusy(true);
    try {
      await work();
    } catch (failure) {
      toast(failure instanceof Refused ? failure.message : t("failed"), "danger");
    } finally {
      setBusy(false);
    }
  }
  const file = (format: (typeof FILES)[number]) =>
    attempt(async () => {
      const fetched = await fetchFile(`/api/export/${what}.${format}?${address.replace(/^\?/, "")}`);
      if ("refused" in fetched) throw new Refused(refusal(fetched.refused));
      toast(t("done"));
    });
  const picture = (format: (typeof PICTURES)[number]) =>
    attempt(async () => {
      const drawing = chart?.current;
      if (!drawing) throw new Refused(t("noChart"));
      const made =
        format === "png" ? await pngOf(drawing) : new Blob([svgText(drawing)], { type: "image/svg+xml" });
      await noteChart.mutateAsync({ what, format, address: address.slice(0, 1_000) });
      download(made, `${what}.${format}`);
      toast(t("done"));
    });

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button size="small" disabled={busy} aria-label={t("export")} className="print:hidden">
          <Icon of={Download} />
          <span className="max-xl:sr-only">{t(busy ? "busy" : "export")}</span>
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={portalHome()}>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="slide-in z-50 min-w-56 rounded-panel border border-line bg-raised p-1 shadow-2"
        >
          {FILES.map((format) => (
            <DropdownMenu.Item key={format} className={ITEM} onSelect={() => void file(format)}>
              <span className="w-14 font-semibold uppercase">{format}</span>
              <span className="text-12 text-ink-3">{t(format)}</span>
            </DropdownMenu.Item>
          ))}
          {chart &&
            PICTURES.map((format) => (
              <DropdownMenu.Item key={format} className={ITEM} onSelect={() => void picture(format)}>
                <span className="w-14 font-semibold uppercase">{format}</span>
                <span className="text-12 text-ink-3">{t(format)}</span>
              </DropdownMenu.Item>
            ))}
          <p className="border-t border-line px-2.5 pt-1.5 pb-1 text-12 text-ink-3">{t("logged")}</p>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

class Refused extends Error {}
