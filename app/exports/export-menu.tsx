"use client";

import { Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import { type ViewWithPassport, viewPassportFile } from "../components/passport-file.ts";
import { portalHome } from "../components/portal-home.ts";
import { useToast } from "../components/toaster.tsx";
import { PictureItems, type PictureMenuProps } from "../pictures/picture-menu.tsx";
import { useMe } from "../shell/me-context.tsx";
import { download } from "./download.ts";
import { fetchFile } from "./fetch-file.ts";
import { MENU, MENU_ITEM } from "./menu-classes.ts";
import { useRefusal } from "./use-refusal.ts";

const FILES = ["xlsx", "csv", "parquet", "arrow"] as const;

export type ExportMenuProps = {
  readonly what: "compare" | "crosstab" | "heat" | "home" | "why" | "operations" | "voices";
  /** What stands in the address, the unit among it. */
  readonly address: string;
  /** The one chart of the page, where it has one. */
  readonly chart?: PictureMenuProps | undefined;
  /** Answers whose passports are among the files, each under what it is about. */
  readonly passports?: readonly { readonly about: string; readonly view: ViewWithPassport }[];
};

/** Takes what is seen along as a file. Only for those who may; every file is written to the log. */
export function ExportMenu({ what, address, chart, passports = [] }: ExportMenuProps) {
  const t = useTranslations("exports");
  const toast = useToast();
  const refusal = useRefusal();
  const allowed = useMe().capabilities.includes("exports.run");
  const [busy, setBusy] = useState(false);
  if (!allowed) return null;

  async function file(format: (typeof FILES)[number]) {
    setBusy(true);
    const fetched = await fetchFile(`/api/export/${what}.${format}?${address.replace(/^\?/, "")}`);
    setBusy(false);
    if ("refused" in fetched) toast(refusal(fetched.refused), "danger");
    else toast(t("done"));
  }
  function passport(view: ViewWithPassport) {
    const made = viewPassportFile(view);
    if (made) download(new Blob([made.text()], { type: "application/json" }), made.name);
  }

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button size="small" disabled={busy} aria-label={t("export")} className="print:hidden">
          <Icon of={Download} />
          <span className="max-xl:sr-only">{t(busy ? "busy" : "export")}</span>
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={portalHome()}>
        <DropdownMenu.Content align="end" sideOffset={4} collisionPadding={8} className={MENU}>
          {FILES.map((format) => (
            <DropdownMenu.Item key={format} className={MENU_ITEM} onSelect={() => void file(format)}>
              <span className="w-18 font-semibold uppercase">{format}</span>
              <span className="text-12 text-ink-3">{t(format)}</span>
            </DropdownMenu.Item>
          ))}
          {chart && <PictureItems {...chart} />}
          {passports.map(({ about, view }) => (
            <DropdownMenu.Item key={about} className={MENU_ITEM} onSelect={() => passport(view)}>
              <span className="w-18 font-semibold">{t("passport")}</span>
              <span className="text-12 text-ink-3">{about}</span>
            </DropdownMenu.Item>
          ))}
          <p className="border-t border-line px-2.5 pt-1.5 pb-1 text-12 text-ink-3">{t("logged")}</p>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
