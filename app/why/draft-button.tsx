"use client";

import { Check, ListPlus } from "lucide-react";
import { useTranslations } from "use-intl";
import type { DraftInput } from "#server/improvements/drafts.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/glyph.tsx";
import type { Drafts } from "./use-drafts.ts";

/** Puts a line on the improvement list with one click; says so when it stands there. */
export function DraftButton({
  drafts,
  input,
  name,
}: {
  readonly drafts: Drafts;
  readonly input: DraftInput;
  /** What the line is about, for assistive technology. */
  readonly name: string;
}) {
  const t = useTranslations("improvements");
  if (!drafts.mayDraft) return null;
  if (drafts.listed(input))
    return (
      <span className="inline-flex h-7 items-center gap-1 px-2 text-12 whitespace-nowrap text-ink-3 print:hidden">
        <Icon of={Check} size={14} />
        {t("listed")}
      </span>
    );
  return (
    <Button
      kind="quiet"
      size="small"
      aria-label={t("addName", { name })}
      title={t("addName", { name })}
      className="text-accent print:hidden"
      onClick={() => drafts.put(input)}
    >
      <Icon of={ListPlus} size={14} />
      <span className="max-sm:sr-only">{t("add")}</span>
    </Button>
  );
}
